import type { TaskPlan } from '../../runner/plan';
import type { Runner, RunningTask } from '../../runner/runner';
import { isRunnerError } from '../failure';
import type { Interruption, Terminal } from '../terminal';
import { statusOfSignal } from './exitStatus';
import type { Reporter } from './reporter';

interface Ends {
  readonly reporter: Pick<Reporter, 'note'>;
  readonly exit: Terminal['exit'];
}

/** The ways a person ends a run early: asked once it stops in order, asked again it kills, asked a third time it leaves. */
export class Stopper {
  expired = false;
  #times = 0;
  #task: RunningTask | undefined;
  readonly #starting = new AbortController();
  readonly #ending = new AbortController();

  constructor(
    private readonly runner: Pick<Runner, 'stop'>,
    private readonly plan: Pick<TaskPlan, 'taskId'>,
    private readonly ends: Ends,
  ) {}

  /** Ends a run that has not begun yet. */
  get starting(): AbortSignal {
    return this.#starting.signal;
  }

  /** The run is to end, whether it has begun or not: nothing is to be asked any more. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  get stopping(): boolean {
    return this.#times > 0;
  }

  began(task: RunningTask): void {
    this.#task = task;
    if (!this.stopping) return;
    if (!this.expired) this.#tell();
    this.#stop('interrupted while starting');
  }

  interrupt(by: Interruption): void {
    this.#times++;
    if (this.#times > 2) return this.#leave(by);
    if (this.#task) this.#tell();
    this.#stop('Task stopped by user');
  }

  expire(seconds: number): void {
    if (this.stopping) return;
    this.expired = true;
    this.#times++;
    this.#note(`${seconds} seconds are over: stopping`);
    this.#stop(`Stopped after ${seconds} seconds`);
  }

  /** What an interruption does; before there is a task it just ends the run. */
  #tell(): void {
    if (this.#times === 1) this.#note('stopping in the order ECS does; once more kills');
    if (this.#times === 2) this.#note('killing; once more ends taskdef without waiting');
  }

  #stop(reason: string): void {
    this.#ending.abort();
    if (!this.#task) return this.#starting.abort();
    this.runner.stop(this.#task.taskId, { reason, force: this.#times > 1 }).catch((error: unknown) => {
      if (isRunnerError(error, 'engine-lost')) this.#note('this is done as soon as the engine answers');
      else this.#note(`could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** For an engine that does not answer, whatever it is asked: nothing is waited for any more. */
  #leave(by: Interruption): void {
    const id = this.plan.taskId.slice(0, 12);
    this.#note('ended without waiting; what is left of the task shows in: taskdef ps');
    this.#note(`end it with: taskdef stop ${id}; remove it with: taskdef rm ${id}, or taskdef prune`);
    this.ends.exit(statusOfSignal(by));
  }

  #note(text: string): void {
    this.ends.reporter.note(text);
  }
}
