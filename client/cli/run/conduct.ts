import type { TaskPlan } from '../../runner/plan';
import type { RunObserver, Runner, RunningTask, TaskSnapshot } from '../../runner/runner';
import type { Ask, Terminal } from '../terminal';
import { askForPort } from './askForPort';
import { FirstExit, interrupted, timedOut } from './exitStatus';
import type { Reporter } from './reporter';

export interface Conduct {
  readonly terminal: Pick<Terminal, 'closed' | 'onInterrupt'>;
  readonly reporter: Reporter;
  /** Undefined where nobody may be asked. */
  readonly ask: Ask | undefined;
  readonly detach: boolean;
  /** What is left of a task that failed stays. */
  readonly keep: boolean;
  /** Seconds. */
  readonly timeout: number | undefined;
  /** The engine has begun with it. */
  began?(task: RunningTask): void;
}

/** Carries out a plan to its end, or until it is RUNNING when detached. Resolves with the exit status. */
export async function conduct(runner: Runner, plan: TaskPlan, how: Conduct): Promise<number> {
  const { reporter, terminal, detach, keep, timeout } = how;
  const firstExit = new FirstExit(plan.containers.map(({ facts }) => facts));
  const stopper = new Stopper(runner, reporter);
  const heard = terminal.onInterrupt(() => stopper.interrupt());
  terminal.closed.addEventListener('abort', () => stopper.interrupt(), { once: true });
  const timer = timeout === undefined ? undefined : setTimeout(() => stopper.expire(timeout), timeout * 1000);
  try {
    const task = await runner
      .run(plan, observerOf(how, firstExit, stopper.ending), stopper.starting)
      .catch((error: unknown) => {
        if (stopper.stopping && isCancellation(error)) return undefined;
        throw error;
      });
    if (!task) return stopper.expired ? timedOut : interrupted;
    stopper.began(task);
    how.began?.(task);
    const started = await task.started;
    if (started.lastStatus === 'RUNNING') reporter.running(started);
    if (detach && started.lastStatus !== 'STOPPED' && !stopper.stopping) {
      reporter.detached(started);
      reporter.note(leftRunning(started));
      return 0;
    }
    const stopped = await task.stopped;
    reporter.stopped(stopped);
    const status = stopper.expired ? timedOut : firstExit.statusOf(stopped);
    if (keep && status !== 0 && stopped.stopCode !== 'UserInitiated') tellKept(stopped, reporter);
    else await removeAll(runner, stopped, reporter);
    return status;
  } finally {
    clearTimeout(timer);
    heard.dispose();
  }
}

/** By name: the runner comes in a bundle of its own, with a class of its own. */
const isCancellation = (error: unknown): boolean =>
  error instanceof Error && error.name === 'RunnerError' && 'code' in error && error.code === 'cancelled';

function observerOf(
  { reporter: { observer }, ask, detach }: Conduct,
  firstExit: FirstExit,
  ending: AbortSignal,
): RunObserver {
  return {
    ...observer,
    ...(detach && { log: () => undefined }), // the id is all that a detached run prints
    ...(ask && { portTaken: askForPort(ask, ending) }),
    transition: (event) => {
      observer.transition?.(event);
      firstExit.transition(event);
    },
  };
}

/** What it means that nobody drives a task any more, and how to change that. */
export const leftRunning = ({ taskId }: Pick<TaskSnapshot, 'taskId'>): string =>
  `left running: nobody enforces essential and dependsOn until you take it over with: taskdef attach ${taskId.slice(0, 12)}`;

export function tellKept({ taskId }: TaskSnapshot, reporter: Reporter): void {
  const id = taskId.slice(0, 12);
  reporter.note(
    `its containers are kept: taskdef inspect ${id}, taskdef logs ${id}; remove them with: taskdef rm ${id}`,
  );
}

export async function removeAll(runner: Runner, { taskId }: TaskSnapshot, reporter: Reporter): Promise<void> {
  const { residue } = await runner.remove(taskId);
  for (const left of residue) reporter.note(`could not be removed yet: ${left}; try again with: taskdef rm ${taskId}`);
}

/** The ways a person ends a run early: asked once it stops in order, asked again it kills. */
export class Stopper {
  expired = false;
  #times = 0;
  #task: RunningTask | undefined;
  readonly #starting = new AbortController();
  readonly #ending = new AbortController();

  constructor(
    private readonly runner: Runner,
    private readonly reporter: Reporter,
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

  interrupt(): void {
    this.#times++;
    if (this.#task) this.#tell();
    if (this.#times <= 2) this.#stop('Task stopped by user');
  }

  expire(seconds: number): void {
    if (this.stopping) return;
    this.expired = true;
    this.#times++;
    this.reporter.note(`${seconds} seconds are over: stopping`);
    this.#stop(`Stopped after ${seconds} seconds`);
  }

  /** What an interruption does; before there is a task it just ends the run. */
  #tell(): void {
    if (this.#times === 1) this.reporter.note('stopping in the order ECS does; once more kills');
    if (this.#times === 2) this.reporter.note('killing');
  }

  #stop(reason: string): void {
    this.#ending.abort();
    if (!this.#task) return this.#starting.abort();
    this.runner.stop(this.#task.taskId, { reason, force: this.#times > 1 }).catch((error: unknown) => {
      this.reporter.note(`could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}
