import type { LogLine } from '../runner/runner';
import { withoutEscapes } from './taskLog';

/** Lines of a log as they stand in a file: when, by whom, and the text without colours. In time order, as they come. */
export async function* savedLines(logs: AsyncIterable<readonly LogLine[]>): AsyncGenerator<string, void, undefined> {
  for await (const lines of logs) if (lines.length > 0) yield lines.map(savedLine).join('');
}

const savedLine = ({ time, container, text }: LogLine): string =>
  `${new Date(time).toISOString()} ${container} │ ${withoutEscapes(text)}\n`;
