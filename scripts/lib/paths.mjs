import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What went wrong in the last run: reports, logs, screenshots. */
export const results = path.join(root, 'test-results');

/** The packaged extension. */
export const vsixFile = path.join(root, 'dist/taskdef.vsix');
