import { buffer } from 'node:stream/consumers';
import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import type { ListedFile } from '../runner';

/**
 * What `ls` in a running container says of a directory, links followed. Undefined when it says nothing: there is no
 * `ls`, the user of the container may not look, it is no directory, or it is empty.
 */
export async function listedBy(
  port: Pick<EnginePort, 'exec'>,
  id: string,
  directory: string,
): Promise<readonly ListedFile[] | undefined> {
  try {
    const execution = await port.exec(id, ['ls', '-1ApL', directory.endsWith('/') ? directory : `${directory}/`], {
      tty: false,
    });
    execution.end();
    const text = await buffer(standardOutput(execution.output));
    const exitCode = await execution.exitCode();
    // A link that leads nowhere is a failure to `ls`, too, though it lists the others.
    return exitCode === 126 || exitCode === 127 ? undefined : listing(text.toString('utf8'));
  } catch (error) {
    if (error instanceof EngineError && (error.kind === 'refused' || error.kind === 'conflict')) return undefined;
    throw error;
  }
}

/** The lines of `ls -1Ap`; undefined when there are none. */
export function listing(text: string): readonly ListedFile[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return undefined;
  return lines.map((line) =>
    line.endsWith('/') ? { name: line.slice(0, -1), kind: 'directory' } : { name: line, kind: 'file' },
  );
}

type Output = Awaited<ReturnType<EnginePort['exec']>>['output'];

async function* standardOutput(output: Output): AsyncGenerator<Buffer, void, undefined> {
  for await (const { stream, payload } of output) if (stream === 'stdout') yield payload;
}
