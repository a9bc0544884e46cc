import type { LogLine } from '../runner/runner';
import { withoutEscapes } from './taskLog';

/** Lines of a log as they stand in a file: when, by whom, and the text without colours. In time order, as they come. */
export async function* savedLines(lines: AsyncIterable<LogLine>): AsyncGenerator<string, void, undefined> {
  for await (const { time, container, text } of lines)
    yield `${new Date(time).toISOString()} ${container} │ ${withoutEscapes(text)}\n`;
}
