import type { Execution } from '../../runner/enginePort';
import type { StandardStreams } from '../terminal';

/** Joins the streams of this process with those of a command, until it has ended. */
export async function takenOver(streams: StandardStreams, execution: Execution, mode: 'raw' | 'lines'): Promise<void> {
  const resize = (): void => void execution.resize(streams.size());
  const joined = [
    streams.read(mode, { data: (data) => execution.send(data), end: () => execution.end() }),
    ...(mode === 'raw' ? [streams.onResize(resize)] : []),
  ];
  if (mode === 'raw') resize();
  try {
    for await (const { stream, payload } of execution.output) streams.write(stream, payload);
  } finally {
    for (const join of joined) join.dispose();
  }
}
