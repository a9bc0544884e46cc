// Runs a compiled suite in the extension host of a real VS Code, through runTests() of @vscode/test-electron: on a
// desktop build where one can be had, else on the npm-installed VS Code server. Needs the build.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { desktopBuild } from './desktop.mjs';
import { root } from './paths.mjs';

/**
 * Resolves to { report, failure, editor }: what the suite wrote to the file that HOST_REPORT names to it, why VS Code
 * itself failed, and which VS Code it was. `suite` is the module below out/test; `results` a folder that is emptied
 * first; `vsix` installs that package, as a person would, instead of loading this checkout. `adjust` may change the
 * manifest of what was installed; `files` are added to the workspace.
 */
export async function runHostSuite({ suite, results, vsix, env = {}, adjust, files = {} }) {
  rmSync(results, { recursive: true, force: true });
  const place = (name) => path.join(results, name);
  const profile = { extensionsDir: place('extensions'), userDataDir: place('user-data') };
  mkdirSync(profile.extensionsDir, { recursive: true });
  cpSync(path.join(root, 'examples'), place('workspace'), { recursive: true }); // a copy: tests may write to it
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(place('workspace'), name), text);

  const desktop = await desktopBuild();
  if (vsix) await installPackage(path.resolve(vsix), desktop, profile);
  if (adjust) adjustManifest(profile.extensionsDir, adjust);
  const report = place('report.txt');
  let failure;
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? path.join(root, 'scripts/vscode-stand-in.mjs'),
      extensionDevelopmentPath: vsix ? emptyExtension(place('empty-extension')) : root,
      extensionTestsPath: path.join(root, 'out/test', suite),
      extensionTestsEnv: { ...env, HOST_REPORT: report },
      launchArgs: [
        place('workspace'),
        `--extensions-dir=${profile.extensionsDir}`,
        `--user-data-dir=${profile.userDataDir}`,
      ],
    });
  } catch (error) {
    failure = error.message;
  }
  return { failure, report: existsSync(report) ? readFileSync(report, 'utf8') : '', editor: desktop ?? 'npm' };
}

async function installPackage(file, desktop, { extensionsDir, userDataDir }) {
  if (desktop) {
    const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(desktop, { reuseMachineInstall: true });
    const where = [`--extensions-dir=${extensionsDir}`, `--user-data-dir=${userDataDir}`];
    execFileSync(cli, [...args, ...where, '--install-extension', file], { shell: process.platform === 'win32' });
    return;
  }
  const { vscodeServer } = await import('../../out/test/lib/installed.js');
  const { node, main } = vscodeServer();
  const where = ['--server-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  execFileSync(node, [main, '--accept-server-license-terms', ...where, '--install-extension', file]);
}

function adjustManifest(extensionsDir, adjust) {
  const folder = readdirSync(extensionsDir).find((name) => name.startsWith('taskdef.taskdef-'));
  const file = path.join(extensionsDir, folder, 'package.json');
  writeFileSync(file, JSON.stringify(adjust(JSON.parse(readFileSync(file, 'utf8')))));
}

/** VS Code runs a suite only beside an extension under development; this one is nothing but that. */
function emptyExtension(place) {
  const manifest = { name: 'empty', publisher: 'test', version: '0.0.0', engines: { vscode: '^1.100.0' } };
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  return place;
}
