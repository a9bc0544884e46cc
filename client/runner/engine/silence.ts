import type { Readable } from 'node:stream';
import { EngineError } from '../errors';

/** A stream that fails with kind `timeout` when nothing comes for this long (milliseconds). */
export async function* withoutSilence(chunks: Readable, limit: number): AsyncGenerator<Buffer, void, undefined> {
  const giveUp = () => chunks.destroy(new EngineError('timeout', `nothing was heard for ${limit / 1000} s`));
  const timer = setTimeout(giveUp, limit);
  try {
    for await (const chunk of chunks) {
      timer.refresh();
      yield chunk as Buffer;
    }
  } finally {
    clearTimeout(timer);
  }
}
