import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { ContainerFile } from '../plan';

/** The archive that puts files into one folder of a container, readable by everybody there. */
export async function filesArchive(files: readonly ContainerFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, text } of files) archive.entry({ name, mode: 0o644 }, text);
  archive.finalize();
  return buffer(archive);
}
