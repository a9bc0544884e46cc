import type { LogOptions, RawLog } from '../enginePort';
import { frames } from './frames';
import { lines } from './lines';
import { sinceParameter } from './stamps';

/** The query of a container's log, without `follow`, on which it depends how the engine answers. */
export const logQuery = ({ tail, since }: LogOptions) => ({
  ...{ stdout: true, stderr: true, timestamps: true },
  ...(tail !== undefined && { tail }),
  ...(since !== undefined && { since: sinceParameter(since) }),
});

/** The lines of the answer: a stream when the log is followed, else all there is. */
export function logLines(
  answer: Buffer | NodeJS.ReadableStream,
  { tty }: Pick<LogOptions, 'tty'>,
): AsyncGenerator<RawLog, void, undefined> {
  const chunks = Buffer.isBuffer(answer) ? [answer] : (answer as AsyncIterable<Buffer>);
  return lines(frames(chunks, { tty }), { tty });
}
