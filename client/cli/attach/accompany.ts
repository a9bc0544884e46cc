import type { RunObserver, Runner, RunningTask, TaskDetails } from '../../runner/runner';
import { leftRunning, removeAll, tellKept } from '../run/conduct';
import { FirstExit } from '../run/exitStatus';
import type { Reporter } from '../run/reporter';
import { Stopper } from '../run/stopper';
import type { Interruption, Terminal } from '../terminal';

export interface Accompanying {
  readonly terminal: Pick<Terminal, 'closed' | 'onInterrupt' | 'exit'>;
  readonly reporter: Reporter;
  /** So many lines of what each container wrote before. */
  readonly tail: number;
  /** Ctrl-C stops the task, instead of leaving it. */
  readonly stops: boolean;
  /** Nothing is left of a task that has stopped. */
  readonly removes: boolean;
}

/** The task was there before the terminal, and outlives it: these leave it. */
const leaving: readonly Interruption[] = ['SIGHUP', 'SIGQUIT', 'SIGBREAK'];
const leavingKey = process.platform === 'win32' ? 'Ctrl-Break' : 'Ctrl-\\';

/**
 * Takes a task over and drives it to its end, or until it is let go. Resolves with the exit status; undefined when the
 * task has stopped before. Rejects with a RunnerError when another process drives it.
 */
export async function accompany(runner: Runner, task: TaskDetails, how: Accompanying): Promise<number | undefined> {
  const { terminal, reporter, tail, stops, removes } = how;
  const firstExit = new FirstExit(task.containers);
  const stopper = new Stopper(runner, task, { reporter, exit: terminal.exit });
  const left = new AbortController();
  // What is being stopped is seen to its end, whoever leaves.
  const leave = (): void => void (stopper.stopping || left.abort());
  const hearing = terminal.onInterrupt(
    (by) => (stops && !leaving.includes(by) ? stopper.interrupt(by) : leave()),
    ['SIGINT', 'SIGTERM', ...leaving],
  );
  terminal.closed.addEventListener('abort', leave, { once: true });
  try {
    const [running] = await runner.adopt(task.taskId, observerOf(task, reporter, firstExit), { tail });
    if (!running) return undefined;
    reporter.note(stops ? `attached: Ctrl-C stops it, ${leavingKey} lets go of it` : 'attached: Ctrl-C lets go of it');
    stopper.began(running);
    const stopped = await untilStopped(running, reporter, left.signal);
    if (!stopped) {
      reporter.note(leftRunning(task));
      return 0;
    }
    reporter.stopped(stopped);
    if (removes) await removeAll(runner, stopped, reporter);
    else tellKept(stopped, reporter);
    return firstExit.statusOf(stopped);
  } finally {
    hearing.dispose();
  }
}

/** Nothing is told before the task is ours: the first thing is how it stands. */
function observerOf(task: TaskDetails, reporter: Reporter, firstExit: FirstExit): RunObserver {
  const { observer } = reporter;
  let isOurs = false;
  const transition: RunObserver['transition'] = (event) => {
    if (!isOurs) reporter.attached(task);
    isOurs = true;
    observer.transition?.(event);
    firstExit.transition(event);
  };
  return { ...observer, transition };
}

/** The task as it has stopped; undefined when it was let go before. */
async function untilStopped({ started, stopped }: RunningTask, reporter: Reporter, left: AbortSignal) {
  void started.then((task) => {
    if (task.lastStatus === 'RUNNING' && !left.aborted) reporter.running(task);
  });
  const letGo = new Promise<undefined>((resolve) => {
    if (left.aborted) resolve(undefined);
    left.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([stopped, letGo]);
}
