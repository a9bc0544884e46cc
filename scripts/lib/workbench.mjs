// What the tests in a real VS Code need besides npm packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from './debian.mjs';
import { Problem } from './ending.mjs';
import { root } from './paths.mjs';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser that shows the workbench, with a font, so that its pictures do not vary with the machine. */
export async function ensureBrowser() {
  if ([process.env.CHROMIUM, ...browsers].some((file) => file && existsSync(file))) return;
  await installPackages(['chromium', 'fonts-dejavu-core'], 'showing VS Code in a browser');
}

/** The pinned VS Code server, from npm into the user's cache. */
export function ensureVsCode() {
  const installer = path.join(root, 'test/vscode/install.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [installer], { encoding: 'utf8' });
  if (status !== 0) throw new Problem(`VS Code could not be installed from npm:\n${stderr.trim()}`);
  return stdout.trim();
}

/** The one program our test images hold. */
export async function ensureBusybox() {
  if (['/bin/busybox', '/usr/bin/busybox'].some((file) => existsSync(file) && isStatic(file))) return;
  await installPackages(['busybox-static'], 'images without a registry');
}

/** Debian's plain busybox needs a loader, which an image of one file does not have. */
const isStatic = (file) => !readFileSync(file).subarray(0, 4096).includes('/ld-');
