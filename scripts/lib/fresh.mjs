// Is what was built newer than what it was built from?
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const sources = ['client', 'server', 'test', 'schemas', 'resources', 'scripts', 'package.json', 'package-lock.json'];
const built = ['dist/extension.js', 'dist/cli.js', 'out/test/architecture.test.js'];

/** True when every file of `outputs` exists and is newer than every file below `inputs`, both relative to the checkout. */
export function isFresh(outputs, inputs) {
  const oldest = Math.min(...outputs.map((file) => modified(path.join(root, file))));
  return inputs.every((input) => newest(path.join(root, input)) <= oldest);
}

/** Builds bundles and tests when a source is newer. */
export async function ensureBuilt() {
  if (isFresh(built, sources)) return;
  const { buildAll } = await import('../build.mjs');
  await buildAll();
}

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function newest(place) {
  if (!existsSync(place)) return 0;
  if (!statSync(place).isDirectory()) return modified(place);
  const inside = readdirSync(place, { recursive: true }).map((file) => path.join(place, file));
  // A folder's own time tells of files that were removed.
  return Math.max(modified(place), ...inside.filter((file) => !file.includes('generated')).map(modified));
}
