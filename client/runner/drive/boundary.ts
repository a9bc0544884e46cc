import type { Execution } from '../enginePort';
import { EngineError, isUnanswered, RunnerError } from '../errors';
import type { Owner } from './owner';

/** What a client is told when a call to the engine fails outside of any task. */
export function asRunnerError(failure: unknown, endpoint: string): unknown {
  if (!(failure instanceof EngineError)) return failure;
  const { kind, message } = failure;
  const cause = { cause: failure };
  switch (kind) {
    case 'lost':
    case 'no-engine':
      return engineLost(endpoint, cause);
    case 'timeout':
      return new RunnerError(
        'engine-lost',
        `The Docker engine at ${endpoint} gives no answer: ${message}.`,
        'Look whether Docker is busy or hangs, and try again.',
        cause,
      );
    case 'no-permission':
      return new RunnerError(
        'no-permission',
        `The Docker engine at ${endpoint} does not let this user in any more.`,
        'Give this user access to the socket again.',
        cause,
      );
    case 'disk-full':
      return new RunnerError(
        'disk-full',
        `The disk of the Docker engine is full: ${message}`,
        'Free space, for example with "docker system prune".',
        cause,
      );
    case 'cancelled':
      return new RunnerError('cancelled', 'Cancelled.', 'Try again.', cause);
    default:
      return new RunnerError(
        'refused',
        `The Docker engine refused: ${message}`,
        'Change what it names and try again.',
        cause,
      );
  }
}

export function engineLost(endpoint: string, options?: ErrorOptions): RunnerError {
  return new RunnerError(
    'engine-lost',
    `The Docker engine at ${endpoint} does not answer any more.`,
    'Start Docker again: what was going on continues when it answers.',
    options,
  );
}

/** A command in a container as a client has it: its streams, too, fail with a RunnerError. */
export function executionFor(execution: Execution, endpoint: string): Execution {
  const told = (failure: unknown) =>
    isUnanswered(failure)
      ? new RunnerError(
          'engine-lost',
          `The Docker engine at ${endpoint} does not answer any more, so the command is let go of.`,
          'Start Docker again, and the command as well: nobody knows what became of it.',
          { cause: failure },
        )
      : asRunnerError(failure, endpoint);
  return {
    ...execution,
    output: (async function* () {
      try {
        yield* execution.output;
      } catch (failure) {
        throw told(failure);
      }
    })(),
    exitCode: async () =>
      execution.exitCode().catch((failure: unknown) => {
        throw told(failure);
      }),
  };
}

export function unknownTask(taskId: string): RunnerError {
  return new RunnerError(
    'unknown-task',
    `There is no task ${taskId.slice(0, 12)} on this engine.`,
    'Look at the list of tasks again: it may have been removed.',
  );
}

export function underWay(): RunnerError {
  return new RunnerError('refused', 'This plan is being carried out already.', 'Plan the task again to run it twice.');
}

/** Only who drives a task may change it. */
export function notDriven(): RunnerError {
  return new RunnerError('refused', 'This task is not driven by this window or terminal.', 'Run the file again.');
}

/** One process drives a task, and who that is decides what a person does next. */
export function drivenElsewhere(taskId: string, owner: Owner | undefined): RunnerError {
  const id = taskId.slice(0, 12);
  const who = owner?.client === 'editor' ? 'A window of the editor' : 'A taskdef in another terminal';
  const process = owner ? ` (process ${owner.pid})` : '';
  return new RunnerError(
    'refused',
    `${who}${process} drives task ${id}.`,
    `Follow it with: taskdef logs ${id} --follow`,
  );
}

export function unknownContainer(name: string, names: readonly string[]): RunnerError {
  return new RunnerError(
    'unknown-container',
    `The task has no container ${name}.`,
    `Its containers are: ${names.join(', ')}.`,
  );
}

export function notRunning(container: string): RunnerError {
  return new RunnerError(
    'refused',
    `The container ${container} does not run, so no command can be run in it.`,
    'Read its logs to see why.',
  );
}

export function neverMade(container: string): RunnerError {
  return new RunnerError(
    'refused',
    `The container ${container} was never made, so it has no files.`,
    'Read the reason of the task to see why.',
  );
}
