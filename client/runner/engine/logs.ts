import type { LogOptions, RawLog } from '../rawLog';
import { FrameReader } from './frames';
import { LineReader } from './lines';
import { MessageReader } from './messages';
import { sinceParameter } from './stamps';

/** The query of a container's log. */
export const logQuery = ({ follow, tail, since, timestamps }: LogOptions) => ({
  ...{ stdout: true, stderr: true, timestamps, follow },
  ...(tail !== undefined && { tail }),
  ...(since !== undefined && { since: sinceParameter(since) }),
});

/** The lines of the answer, as they arrive together. */
export async function* logLines(
  answer: AsyncIterable<Buffer>,
  { tty, timestamps }: Pick<LogOptions, 'tty' | 'timestamps'>,
): AsyncGenerator<readonly RawLog[], void, undefined> {
  const lines = new LineReader({ timestamps });
  const messages = tty ? new MessageReader() : new FrameReader();
  for await (const chunk of answer) yield lines.take(messages.take(chunk));
  if (messages instanceof MessageReader) yield lines.take(messages.end());
  yield lines.end();
}
