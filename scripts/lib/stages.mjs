// The stages of `npm test`, in the order that finds the cheapest mistake first.
import path from 'node:path';
import { root, vsixFile } from './paths.mjs';

const tool = (file, ...args) => [process.execPath, path.join(root, 'node_modules', file), ...args];
const script = (name, ...args) => [process.execPath, path.join(root, 'scripts', name), ...args];
const nodeTests = (suite) => script('run-node-tests.mjs', suite);

/**
 * `command` runs in the checkout for at most `limit` seconds; all limits together are well below the 90 minutes that CI
 * waits. `needs`: what has to be there first (see needs.mjs). `counts`: the output ends with numbers of tests; without
 * them the stage has failed.
 */
export const stages = [
  { name: 'build', command: script('build.mjs'), limit: 120, needs: [] },
  { name: 'format', command: tool('prettier/bin/prettier.cjs', '--check', '.'), limit: 120, needs: [] },
  { name: 'lint', command: tool('eslint/bin/eslint.js', '.', '--max-warnings=0'), limit: 300, needs: [] },
  { name: 'typecheck', command: tool('typescript/bin/tsc', '-b'), limit: 300, needs: [] },
  { name: 'derived', command: script('derive.mjs', '--check'), limit: 120, needs: ['build'] },
  { name: 'architecture', command: nodeTests('architecture'), limit: 60, needs: ['build'], counts: true },
  { name: 'scripts', command: nodeTests('scripts'), limit: 60, needs: [], counts: true },
  { name: 'unit', command: nodeTests('unit'), limit: 420, needs: ['build'], counts: true },
  { name: 'fuzz', command: nodeTests('fuzz'), limit: 600, needs: ['build'], counts: true },
  { name: 'protocol', command: nodeTests('protocol'), limit: 240, needs: ['build'], counts: true },
  { name: 'docker', command: nodeTests('docker'), limit: 1200, needs: ['build', 'busybox', 'engine'], counts: true },
  { name: 'package', command: nodeTests('package'), limit: 120, needs: ['build', 'vsix'], counts: true },
  { name: 'host', command: script('run-host-tests.mjs'), limit: 300, needs: ['build', 'editor'], counts: true },
  {
    name: 'smoke',
    command: script('run-host-tests.mjs', '--vsix', vsixFile),
    limit: 300,
    needs: ['build', 'vsix', 'editor'],
    counts: true,
  },
  { name: 'ui', command: nodeTests('ui'), limit: 900, needs: ['build', 'vsix', 'editor'], counts: true },
];
