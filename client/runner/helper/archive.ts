import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

/** A `docker load` archive with one image of one file, and the name it will have. */
export interface HelperImage {
  readonly name: string;
  readonly archive: Buffer;
}

/** On every version of the helper's image, so that old ones are found. */
export const helperLabel = 'dev.taskdef.helper';

const never = new Date(0);

/** The same program gives the same archive, and its name says which: a newer helper never meets an older image. */
export async function helperImage(architecture: string, program: Buffer): Promise<HelperImage> {
  const layer = await tar([{ name: 'helper', content: program, mode: 0o755 }]);
  const config = JSON.stringify({
    architecture,
    os: 'linux',
    created: never.toISOString(),
    config: {
      Entrypoint: ['/helper'],
      Cmd: ['pause'],
      User: '65534:65534',
      Labels: { [helperLabel]: '1' },
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    history: [{ created: never.toISOString(), created_by: 'taskdef' }],
  });
  const id = sha256(Buffer.from(config));
  const name = `taskdef-helper:${id.slice(0, 12)}`;
  const manifest = [{ Config: `${id}.json`, RepoTags: [name], Layers: ['layer.tar'] }];
  const archive = await tar([
    { name: `${id}.json`, content: Buffer.from(config), mode: 0o644 },
    { name: 'layer.tar', content: layer, mode: 0o644 },
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)), mode: 0o644 },
  ]);
  return { name, archive };
}

async function tar(files: readonly { name: string; content: Buffer; mode: number }[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, content, mode } of files) archive.entry({ name, mode, mtime: never }, content);
  archive.finalize();
  return buffer(archive);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
