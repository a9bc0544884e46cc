// An image that serves one page, made here: busybox and a file. It stands in for nginx where no registry is asked.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { Problem } from '../lib/ending.mjs';

export const standIn = 'taskdef-example/web:1';
export const page = '<h1>It works: an ECS task on your own machine</h1>\n';

/** What the commands of our examples call. */
const applets = ['sh', 'httpd', 'wget', 'test', 'sleep', 'date', 'cat'];

// As PID 1 a program hears SIGTERM only if it asks to, and httpd does not.
const serve = "trap 'kill $!; exit 0' TERM; httpd -f -v -p 80 -h /www & wait";

/** Loads the image into the engine, which keeps it for the next time. */
export async function loadStandIn(port, architecture) {
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((file) => existsSync(file));
  if (!busybox)
    throw new Problem('There is no busybox to make an image of. Install "busybox-static", then run this again.');
  await port.loadImage(await imageArchive(readFileSync(busybox), architecture));
}

/** What `docker load` reads: one layer, its configuration, and a list of both. */
async function imageArchive(busybox, architecture) {
  const layer = await tar({ 'bin/busybox': busybox, 'www/index.html': Buffer.from(page) }, applets);
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os: 'linux',
      config: { Cmd: ['sh', '-c', serve], ExposedPorts: { '80/tcp': {} } },
      rootfs: { type: 'layers', diff_ids: [`sha256:${createHash('sha256').update(layer).digest('hex')}`] },
    }),
  );
  const list = [{ Config: 'config.json', RepoTags: [standIn], Layers: ['layer.tar'] }];
  return tar({ 'config.json': config, 'layer.tar': layer, 'manifest.json': Buffer.from(JSON.stringify(list)) });
}

function tar(files, links = []) {
  const archive = pack();
  const mtime = new Date(0);
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mode: 0o755, mtime }, content);
  archive.entry({ name: 'tmp', type: 'directory', mode: 0o1777, mtime });
  for (const applet of links) archive.entry({ name: `bin/${applet}`, type: 'symlink', linkname: 'busybox', mtime });
  archive.finalize();
  return buffer(archive);
}
