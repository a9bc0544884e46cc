import type { LogOptions, RawLog } from '../enginePort';
import { FrameReader } from './frames';
import { LineReader } from './lines';
import { sinceParameter } from './stamps';

/** The query of a container's log, without `follow`, on which it depends how the engine answers. */
export const logQuery = ({ tail, since }: LogOptions) => ({
  ...{ stdout: true, stderr: true, timestamps: true },
  ...(tail !== undefined && { tail }),
  ...(since !== undefined && { since: sinceParameter(since) }),
});

/** Bytes of an answer taken apart at once. */
const piece = 64 * 1024;

/** The lines of the answer, as they arrive together: a stream when the log is followed, else all there is. */
export async function* logLines(
  answer: Buffer | NodeJS.ReadableStream,
  { tty }: Pick<LogOptions, 'tty'>,
): AsyncGenerator<readonly RawLog[], void, undefined> {
  const [frames, lines] = [new FrameReader(tty), new LineReader(tty)];
  for await (const chunk of Buffer.isBuffer(answer) ? piecesOf(answer) : (answer as AsyncIterable<Buffer>))
    yield lines.take(frames.take(chunk));
  yield lines.end();
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}
