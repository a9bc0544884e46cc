import type { Readable } from 'node:stream';
import { EngineError } from '../errors';
import type { PullProgress } from '../enginePort';
import { kindOfAnswer } from './failures';
import { jsonLines } from './json';
import { limits } from './limits';
import { withoutSilence } from './silence';

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

/** Reads the answer to a pull to its end. Rejects when the pull has failed, or says nothing any more. */
export async function pulled(answer: NodeJS.ReadableStream, progress: (update: PullProgress) => void): Promise<void> {
  for await (const message of jsonLines(withoutSilence(answer as Readable, limits.pullSilence)))
    progress(pullProgress(message));
}

/** Reads the answer to `docker load` to its end, which tells a failure as a pull does. */
export async function loaded(answer: NodeJS.ReadableStream): Promise<void> {
  for await (const message of jsonLines(answer)) pullProgress(message);
}

/** The query of a pull. */
export const pullQuery = (name: string, platform: string | undefined) => ({
  fromImage: pullReference(name),
  ...(platform !== undefined && { platform }),
});

/** A name without a tag means `latest` to people and every tag to the engine. */
export function pullReference(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? name : `${name}:latest`;
}
