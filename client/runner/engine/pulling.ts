import { EngineError } from '../errors';
import type { PullProgress } from '../enginePort';
import { kindOfAnswer } from './failures';

interface PullAnswer {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

/** One message of a pull. Throws for the message that says it has failed: the status of the answer is 200 by then. */
export function pullProgress(message: unknown): PullProgress {
  const { id, status, progressDetail, error, errorDetail } = message as PullAnswer;
  const failure = errorDetail?.message ?? error;
  if (failure !== undefined) throw new EngineError(kindOfAnswer(undefined, failure), failure);
  return {
    layer: id,
    status: status ?? '',
    ...(progressDetail?.current !== undefined && { current: progressDetail.current }),
    ...(progressDetail?.total !== undefined && { total: progressDetail.total }),
  };
}

/** Does an answer of the engine that is read to its end say that something failed? `docker load` ends the same way. */
export function throwOnFailure(message: unknown): void {
  pullProgress(message);
}

/** A name without a tag means `latest` to people and every tag to the engine. */
export function pullReference(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? name : `${name}:latest`;
}
