import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { EnginePort } from '../../client/runner/enginePort';

/** A busybox with a shell and the usual tools. No registry has it: it is loaded into the engine from these bytes. */
export const testImage = 'taskdef-test/busybox:1';

const program = '/bin/busybox';
const tools =
  'sh sleep echo cat ls date test true false kill ps wget nc httpd touch mkdir rm dd hostname trap printf env id ip stat head tail grep seq'.split(
    ' ',
  );

/** What a Dockerfile would say of the image: `ExposedPorts`, `Env`, `Healthcheck` … */
export type ImageConfig = Readonly<Record<string, unknown>>;

export interface ImageParts {
  /** The configuration as JSON, whose digest is the image's id. */
  readonly config: string;
  /** The one layer, an uncompressed archive. */
  readonly layer: Buffer;
}

/** An image with busybox under all of its names. */
export async function busyboxImage(more: ImageConfig = {}): Promise<ImageParts> {
  const layer = pack();
  layer.entry({ name: 'bin', type: 'directory', mode: 0o755, mtime: never });
  layer.entry({ name: 'bin/busybox', mode: 0o755, mtime: never }, readFileSync(program));
  for (const tool of tools)
    layer.entry({ name: `bin/${tool}`, type: 'symlink', linkname: 'busybox', mode: 0o777, mtime: never });
  for (const folder of ['tmp', 'etc', 'data'])
    layer.entry({ name: folder, type: 'directory', mode: 0o777, mtime: never });
  layer.entry({ name: 'etc/passwd', mode: 0o644, mtime: never }, 'root:x:0:0:root:/:/bin/sh\n');
  layer.entry({ name: 'etc/group', mode: 0o644, mtime: never }, 'root:x:0:\n');
  layer.finalize();
  const layerBytes = await buffer(layer);
  const config = JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/sh'], Env: ['PATH=/bin'], ...more },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layerBytes)}`] },
  });
  return { config, layer: layerBytes };
}

/** What `docker load` takes. */
async function archiveOf(name: string, { config, layer }: ImageParts): Promise<Buffer> {
  const archive = pack();
  const id = sha256(config);
  archive.entry({ name: `${id}.json` }, config);
  archive.entry({ name: 'layer.tar' }, layer);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: `${id}.json`, RepoTags: [name], Layers: ['layer.tar'] }]),
  );
  archive.finalize();
  return buffer(archive);
}

/** Makes sure the engine has the image. */
export async function ensureTestImage(
  port: Pick<EnginePort, 'inspectImage' | 'loadImage'>,
  name = testImage,
  config: ImageConfig = {},
): Promise<void> {
  if (!(await port.inspectImage(name))) await port.loadImage(await archiveOf(name, await busyboxImage(config)));
}

const never = new Date(0);
export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
