import type { RunnerError } from '../runner/errors';

/** Exit statuses that every command shares; `run` also ends with the status of its container. */
export const exits = { ok: 0, problems: 1, misuse: 2 } as const;

/** Ends a command with a sentence for the person at the terminal. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status: number = exits.misuse,
    /** What to do next: one imperative sentence. */
    readonly next?: string,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** By name: the runner comes in a bundle of its own, with a class of its own. */
export const isRunnerError = (error: unknown, code?: RunnerError['code']): error is RunnerError =>
  error instanceof Error &&
  error.name === 'RunnerError' &&
  'code' in error &&
  (code === undefined || error.code === code);

/** Any error as words for a person: what happened, and what to do next. Never a stack trace. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure(`this should not have happened: ${String(error)}`, exits.problems);
  if (isRunnerError(error)) {
    const { message, next, code } = error;
    return new Failure(message, exits.problems, code === 'port-taken' ? `${next} Add: --port-conflict remap` : next);
  }
  if (error.name === 'EngineError') return new Failure(`the engine said: ${error.message}`, exits.problems);
  return new Failure(`this should not have happened: ${error.message}`, exits.problems);
}
