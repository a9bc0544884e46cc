import type { RunObserver, TaskDetails, TaskSnapshot } from '../../runner/runner';
import type { TaskPlan } from '../../runner/plan';
import type { Terminal } from '../terminal';
import type { Reporter } from './reporter';

/** The run as tools follow it: one JSON object a line on standard output, told apart by `event`. */
export class Events implements Reporter {
  constructor(private readonly terminal: Terminal) {}

  readonly observer: RunObserver = {
    transition: (event) => this.#emit('transition', event),
    pulling: (event) => this.#emit('pulling', event),
    remapped: ({ container, containerPort, protocol }, hostPort) =>
      this.#emit('remapped', { container, containerPort, protocol, hostPort }),
    log: (line) => this.#emit('log', line),
    notice: (notice) => this.#emit('notice', notice),
    engine: (event) => this.#emit('engine', event),
  };

  planned({ taskId, taskArn, family, revision, target, networkMode, notices }: TaskPlan): void {
    this.#emit('planned', { version: 1, taskId, taskArn, family, revision, target, networkMode, notices });
  }

  attached({ taskId, taskArn, family, revision, launchType: target, networkMode, notices }: TaskDetails): void {
    this.#emit('attached', { version: 1, taskId, taskArn, family, revision, target, networkMode, notices });
  }

  running(task: TaskSnapshot): void {
    this.#emit('running', { task });
  }

  note(text: string): void {
    this.#emit('note', { text });
  }

  /** Told already: the task is in `running`. */
  detached(): void {}

  stopped(task: TaskSnapshot): void {
    this.#emit('stopped', { task });
  }

  #emit(event: string, members: object): void {
    this.terminal.out(`${JSON.stringify({ event, ...members })}\n`);
  }
}
