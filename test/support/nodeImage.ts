import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { build } from 'esbuild';
import { pack } from 'tar-stream';
import type { EnginePort } from '../../client/runner/enginePort';
import { root } from './root';

/**
 * An image with the Node that runs this test, the libraries it is linked with, and the AWS SDK for JavaScript. No
 * registry has it: it is made from this machine's files. Gives its name.
 */
export async function ensureNodeImage(port: Pick<EnginePort, 'inspectImage' | 'loadImage'>): Promise<string> {
  const programs = await bundlePrograms();
  const name = `taskdef-test/node:${sha256(programs.join() + process.version).slice(0, 12)}`;
  if (!(await port.inspectImage(name))) await port.loadImage(await archiveOf(name, programs));
  return name;
}

/** What the image runs: `node /app/credentials.js`, and so on. */
const programs = ['credentials', 'requests', 'router'] as const;

async function bundlePrograms(): Promise<string[]> {
  const { outputFiles } = await build({
    ...{ bundle: true, platform: 'node', target: 'node20', format: 'cjs', write: false, outdir: 'out' },
    absWorkingDir: root,
    entryPoints: programs.map((program) => path.join(root, `test/support/inside/${program}.mjs`)),
  });
  return outputFiles.map(({ text }) => text);
}

async function archiveOf(name: string, texts: readonly string[]): Promise<Buffer> {
  const layer = pack();
  const node = realpathSync(process.execPath);
  // The kernel looks for the loader and the libraries where the binary says.
  const needed = execFileSync('ldd', [node], { encoding: 'utf8' }).match(/\/[^\s)]+/g) ?? [];
  for (const file of new Set(needed)) layer.entry({ name: file.slice(1), mode: 0o755 }, readFileSync(file));
  layer.entry({ name: 'bin/node', mode: 0o755 }, readFileSync(node));
  programs.forEach((program, index) => layer.entry({ name: `app/${program}.js`, mode: 0o644 }, texts[index] ?? ''));
  layer.entry({ name: 'tmp', type: 'directory', mode: 0o777 });
  layer.finalize();
  const bytes = await buffer(layer);
  const config = JSON.stringify({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Entrypoint: ['/bin/node'], Env: ['PATH=/bin', 'HOME=/tmp'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(bytes)}`] },
  });
  const archive = pack();
  const id = sha256(config);
  archive.entry({ name: `${id}.json` }, config);
  archive.entry({ name: 'layer.tar' }, bytes);
  archive.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: `${id}.json`, RepoTags: [name], Layers: ['layer.tar'] }]),
  );
  archive.finalize();
  return buffer(archive);
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
