// The core: everything that understands a task definition, in one file that the server and the terminal share.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const rooms = ['model', 'document', 'schema', 'rules', 'lint', 'config'].map((room) => `server/${room}`);
const facade = 'server/index';

const moduleOf = (file) =>
  path
    .relative(root, file)
    .replaceAll(path.sep, '/')
    .replace(/\.[jt]s$/, '');

/** What goes into the core: the facade, and each module by its name, for the server imports them one by one. */
export function coreEntry() {
  const modules = rooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
      .map((entry) => moduleOf(path.join(entry.parentPath ?? entry.path, entry.name))),
  );
  const contents = [
    `export * from './${facade}';`,
    ...modules.map((module, index) => `import * as m${index} from './${module}';`),
    `export const modules = { ${modules.map((module, index) => `'${module}': m${index}`).join(', ')} };`,
  ];
  return { contents: contents.join('\n'), resolveDir: root, sourcefile: 'core.ts', loader: 'ts' };
}

/** Takes from the core what a bundle imports of its rooms. */
export const fromCore = {
  name: 'from-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}\//, namespace: 'file' }, ({ path: request, resolveDir }) => {
      const module = moduleOf(path.resolve(resolveDir, request));
      const isCore = module === facade || rooms.some((room) => module.startsWith(`${room}/`));
      return isCore ? { path: module, namespace: 'core' } : undefined;
    });
    onResolve({ filter: /^\.\/core\.js$/, namespace: 'core' }, ({ path: file }) => ({ path: file, external: true }));
    onLoad({ filter: /.*/, namespace: 'core' }, ({ path: module }) => ({
      contents: `module.exports = require('./core.js')${module === facade ? '' : `.modules['${module}']`};`,
    }));
  },
};
