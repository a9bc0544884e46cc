import { pauseName } from '../../runner/names';
import type { Notice } from '../../runner/notice';
import type { TaskPlan } from '../../runner/plan';
import type { RunObserver, TaskDetails, TaskSnapshot } from '../../runner/runner';
import type { Transition } from '../../runner/transitions';
import { exitCodeText } from '../../clusters/exitCodes';
import { type Paint, painter } from '../text';
import type { Terminal } from '../terminal';
import { addressesOf } from '../tasks/addresses';
import { LogPrinter } from '../tasks/logPrinter';
import type { Reporter } from './reporter';

type Planned = Pick<TaskPlan, 'family' | 'target' | 'networkMode' | 'taskId' | 'notices'>;

/** The run as people follow it: logs on standard output, everything else on standard error. */
export class Story implements Reporter {
  readonly observer: RunObserver;
  readonly #paint: Paint;
  readonly #width: number;

  constructor(
    private readonly terminal: Terminal,
    /** Without the pause. */
    containers: readonly string[],
  ) {
    this.#paint = painter(terminal.colours.err);
    this.#width = Math.max('pause'.length, ...containers.map((name) => name.length));
    const logs = new LogPrinter(terminal, containers);
    const pulling = new Set<string>();
    this.observer = {
      transition: (event) => this.#step(event),
      pulling: ({ container, image }) => {
        if (!pulling.has(container)) this.#tell(container, `pulling ${image}`);
        pulling.add(container);
      },
      remapped: ({ container, hostPort }, instead) =>
        this.#tell(container, `port ${hostPort} is taken, so ${instead} is published instead`),
      log: (line) => logs.print(line),
      notice: (notice) => this.#announce(notice),
      engine: ({ reachable }) =>
        this.#tell('task', reachable ? 'the engine answers again' : 'the engine does not answer; waiting for it'),
    };
  }

  attached({ launchType: target, ...task }: TaskDetails): void {
    this.planned({ target, ...task });
  }

  planned({ family, target, networkMode, taskId, notices }: Planned): void {
    this.#tell('task', `${family} as on ${target}, network mode ${networkMode}, task id ${taskId}`);
    if (notices.length > 0) this.#tell('task', 'Different from ECS:');
    for (const notice of notices) this.#announce(notice);
  }

  running(task: TaskSnapshot): void {
    for (const { container, text } of addressesOf(task)) this.#tell(container, this.#paint('green', text));
  }

  note(text: string): void {
    this.#tell('task', text);
  }

  detached({ taskId }: TaskSnapshot): void {
    this.terminal.out(`${taskId}\n`); // for `id=$(taskdef run --detach …)`
  }

  stopped({ stopCode, stoppedReason }: TaskSnapshot): void {
    this.#tell('task', [stopCode, stoppedReason].filter((part) => part !== undefined).join(': ') || 'ended');
  }

  #step({ container, status, health, note, ...end }: Transition): void {
    const parts = [
      this.#paint('bold', status),
      health === 'UNKNOWN' ? undefined : health,
      exitCodeText(end),
      container === undefined && status === 'STOPPED' ? undefined : end.reason, // the task's own comes last, with its code
      note,
    ];
    const who = container === pauseName ? 'pause' : (container ?? 'task');
    this.#tell(who, parts.filter((part) => part).join('  '));
  }

  #announce({ verdict, text, pointer }: Notice): void {
    this.#tell('', `- ${text} ${this.#paint('dim', `(${verdict}, ${pointer || 'the whole file'})`)}`);
  }

  #tell(who: string, text: string): void {
    this.terminal.err(`${this.#paint('dim', who.padEnd(this.#width))}  ${text}\n`);
  }
}
