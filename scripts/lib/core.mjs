// The core: everything that understands a task definition, in one file that the server and the terminal share.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const rooms = ['model', 'document', 'schema', 'rules', 'lint', 'config'].map((room) => `server/${room}`);
const facade = 'server/index';

const moduleOf = (file) =>
  path
    .relative(root, file)
    .replaceAll(path.sep, '/')
    .replace(/\.[jt]s$/, '');

/** What goes into the core: the facade, and by its name each module that the rooms beside it import. */
export function coreEntry() {
  const modules = [...new Set(['features', 'lsp', 'insight'].flatMap(importedBy))].filter(isInCore);
  const contents = [
    `export * from './${facade}';`,
    ...modules.map((module, index) => `import * as m${index} from './${module}';`),
    `export const modules = { ${modules.map((module, index) => `'${module}': m${index}`).join(', ')} };`,
  ];
  return { contents: contents.join('\n'), resolveDir: root, sourcefile: 'core.ts', loader: 'ts' };
}

const isInCore = (module) => rooms.some((room) => module.startsWith(`${room}/`));

/** The modules that the files of a room import at run time. */
function importedBy(room) {
  const folder = path.join(root, 'server', room);
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*? from '(\.[^']+)';/gm)].map(([, request]) =>
        moduleOf(path.resolve(path.dirname(file), request)),
      ),
    );
}

/** Takes from the core what a bundle imports of its rooms. */
export const fromCore = {
  name: 'from-core',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.{1,2}\//, namespace: 'file' }, ({ path: request, resolveDir }) => {
      const module = moduleOf(path.resolve(resolveDir, request));
      const isCore = module === facade || isInCore(module);
      return isCore ? { path: module, namespace: 'core' } : undefined;
    });
    onResolve({ filter: /^\.\/core\.js$/, namespace: 'core' }, ({ path: file }) => ({ path: file, external: true }));
    onLoad({ filter: /.*/, namespace: 'core' }, ({ path: module }) => ({
      contents: `module.exports = require('./core.js')${module === facade ? '' : `.modules['${module}']`};`,
    }));
  },
};
