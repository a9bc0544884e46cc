// Runs the compiled suite of test/host in the extension host of a real VS Code, through runTests() of
// @vscode/test-electron: on a desktop build where one can be had, else on the npm-installed VS Code server.
//   node scripts/run-host-tests.mjs                 the extension from this checkout (dist/)
//   node scripts/run-host-tests.mjs --vsix FILE     the packaged extension, installed as a person would
//   HOST_ONLY=part of a file name                   some test files only
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { vscodeServer } from '../out/test/lib/installed.js';
import { desktopBuild } from './lib/desktop.mjs';
import { root } from './lib/paths.mjs';

const { vsix } = parseArgs({ options: { vsix: { type: 'string' } } }).values;
const results = path.join(root, 'test-results', vsix ? 'host-vsix' : 'host');
const report = path.join(results, 'report.txt');
const folder = path.join(results, 'workspace'); // a copy: tests may write to it
const extensionsDir = path.join(results, 'extensions');
const userDataDir = path.join(results, 'user-data');

rmSync(results, { recursive: true, force: true });
mkdirSync(extensionsDir, { recursive: true });
cpSync(path.join(root, 'examples'), folder, { recursive: true });

const desktop = await desktopBuild();
if (vsix) installPackage(path.resolve(vsix));
console.log(desktop ? `Desktop VS Code: ${desktop}` : 'VS Code server, from npm');

let failure;
try {
  await runTests({
    vscodeExecutablePath: desktop ?? path.join(root, 'scripts/vscode-stand-in.mjs'),
    extensionDevelopmentPath: vsix ? emptyExtension() : root,
    extensionTestsPath: path.join(root, 'out/test/host/index.js'),
    extensionTestsEnv: { HOST_REPORT: report, HOST_VSIX: vsix ?? '' },
    launchArgs: [folder, `--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`],
  });
} catch (error) {
  failure = error.message;
}

// The exit code alone lies: it is 0 too when the extension host dies half-way. The report's last line does not.
const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
process.stdout.write(text);
if (!failure && !/^[1-9]\d* passed, 0 failed/m.test(text)) failure = 'the report has no last line without failures';
if (failure) console.error(`The suite failed (${failure}). Logs and a picture: ${path.relative(root, results)}/`);
process.exitCode = failure ? 1 : 0;

function installPackage(file) {
  if (desktop) {
    const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(desktop, { reuseMachineInstall: true });
    const profile = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`];
    execFileSync(cli, [...args, ...profile, '--install-extension', file], { shell: process.platform === 'win32' });
  } else {
    const { node, main } = vscodeServer();
    const where = ['--server-data-dir', userDataDir, '--extensions-dir', extensionsDir];
    execFileSync(node, [main, '--accept-server-license-terms', ...where, '--install-extension', file]);
  }
}

/** VS Code runs a suite only beside an extension under development; this one is nothing but that. */
function emptyExtension() {
  const place = path.join(results, 'empty-extension');
  const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '^1.100.0' } };
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  return place;
}
