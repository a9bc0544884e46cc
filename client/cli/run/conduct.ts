import type { TaskPlan } from '../../runner/plan';
import type { RunObserver, Runner, RunningTask, TaskSnapshot } from '../../runner/runner';
import { isRunnerError } from '../failure';
import type { Ask, Terminal } from '../terminal';
import { askForPort } from './askForPort';
import { FirstExit, interrupted, timedOut } from './exitStatus';
import type { Reporter } from './reporter';
import { Stopper } from './stopper';

export interface Conduct {
  readonly terminal: Pick<Terminal, 'closed' | 'onInterrupt' | 'exit'>;
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
  const stopper = new Stopper(runner, plan, { reporter, exit: terminal.exit });
  const heard = terminal.onInterrupt((signal) => stopper.interrupt(signal));
  terminal.closed.addEventListener('abort', () => stopper.interrupt('SIGHUP'), { once: true });
  const timer = timeout === undefined ? undefined : setTimeout(() => stopper.expire(timeout), timeout * 1000);
  try {
    const task = await runner
      .run(plan, observerOf(how, firstExit, stopper.ending), stopper.starting)
      .catch((error: unknown) => {
        if (stopper.stopping && isRunnerError(error, 'cancelled')) return undefined;
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
