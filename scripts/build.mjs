// Builds what ships (dist/, bundled) and what the tests load (out/, one file each, same tree as the sources).
// `npm run build -- --tests-only` skips the bundles.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { generateValidator } from './generate-validator.mjs';
import { coreEntry, fromCore } from './lib/core.mjs';
import { proseApart, proseOfAll } from './lib/prose.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

/** These imports stay imports in a bundle and point at the sibling bundle, which is loaded on first use. */
const siblings = {
  'client/runner/index': './runner.js',
  'client/aws/index': './aws.js',
  'server/index': './core.js',
  'server/insight/index': './insight.js',
  'server/lsp/main': './server.js',
};
const lazySiblings = {
  name: 'lazy-siblings',
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-languageclient\/node$/, namespace: 'file' }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './languageclient.js', external: true } : undefined,
    );
    onResolve({ filter: /\/(index|main)(\.js)?$/, namespace: 'file' }, ({ kind, path: request, resolveDir }) => {
      if (kind !== 'dynamic-import' || !request.startsWith('.')) return undefined;
      const target = path
        .relative(root, path.resolve(resolveDir, request.replace(/\.js$/, '')))
        .replaceAll(path.sep, '/');
      const sibling = siblings[target];
      return sibling && { path: sibling, external: true };
    });
  },
};

/** gRPC and protobuf serve image builds only; ssh:// engines are reached through the ssh program: none of this is ours to ship. */
const withoutUnused = {
  name: 'without-unused',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(@grpc\/|protobufjs|ssh2$)/ }, ({ path: name }) => ({ path: name, namespace: 'unused' }));
    // commander starts subcommands that are programs of their own with it; we have none, and every start would pay for it.
    onResolve({ filter: /^node:child_process$/ }, ({ path: name, importer }) =>
      importer.includes('commander') ? { path: name, namespace: 'unused' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const common = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  mainFields: ['module', 'main'],
};

/** The protocol library brings a copy of its own, one patch release apart: once is enough. */
const once = { 'vscode-languageserver-types': './node_modules/vscode-languageserver-types/lib/esm/main.js' };

const plugins = [lazySiblings, withoutUnused];

export async function buildBundles() {
  const bundle = (entryPoints, options = {}) =>
    build({
      ...common,
      entryPoints,
      outdir: 'dist',
      bundle: true,
      minify: true,
      alias: once,
      legalComments: 'none',
      // Every bundle is CommonJS; an `import()` would have Node search the text of each for its exports, a tenth of a second.
      supported: { 'dynamic-import': false },
      loader: { '.node': 'empty', '.bin': 'binary' },
      plugins,
      ...options,
    });
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  writeFileSync('dist/prose.json', proseOfAll());
  await Promise.all([
    // Only the extension may see `vscode`: in any other bundle an import of it breaks the build.
    bundle({ extension: 'client/extension.ts' }, { external: ['vscode'] }),
    bundle({ languageclient: 'vscode-languageclient/node' }, { external: ['vscode'] }),
    bundle({ runner: 'client/runner/index.ts' }),
    bundle({ aws: 'client/aws/index.ts' }),
    bundle(undefined, {
      stdin: coreEntry(),
      outdir: undefined,
      outfile: 'dist/core.js',
      plugins: [...plugins, proseApart],
    }),
    bundle({ server: 'server/lsp/main.ts' }, { plugins: [...plugins, fromCore] }),
    bundle({ insight: 'server/insight/index.ts' }, { plugins: [...plugins, fromCore] }),
    bundle(
      { cli: 'client/cli/main.ts' },
      {
        plugins: [...plugins, fromCore],
        // tinyglobby asks where its module lies; in a CommonJS bundle only this answers.
        banner: { js: "#!/usr/bin/env node\nvar bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
        define: { 'import.meta.url': 'bundleUrl' },
      },
    ),
  ]);
}

export async function buildTests() {
  const sources = ['server', 'client', 'test'].flatMap((room) =>
    readdirSync(room, { recursive: true })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.includes('node_modules'))
      .map((file) => path.join(room, file)),
  );
  for (const room of ['server', 'client', 'test']) rmSync(`out/${room}`, { recursive: true, force: true });
  await build({ ...common, entryPoints: sources, outdir: 'out', outbase: '.', sourcemap: 'inline' });
  mkdirSync('out', { recursive: true });
  for (const data of ['schemas', 'resources', 'server/schema/generated', 'package.json'])
    if (existsSync(data)) cpSync(data, path.join('out', data), { recursive: true });
}

/** Everything, in the order that makes each part complete. */
export async function buildAll() {
  await generateValidator();
  await buildTests();
  await buildBundles();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--tests-only')) {
    await generateValidator();
    await buildTests();
  } else await buildAll();
}
