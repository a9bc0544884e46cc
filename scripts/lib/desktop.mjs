// Which desktop build of VS Code the host suite can run in, if any.
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';
const patienceMs = 3_000;

/**
 * VSCODE_DESKTOP names an executable, or `none` to do without; else a stable build is downloaded where there is a
 * display to show it and a way to the internet. Undefined when there is neither.
 */
export async function desktopBuild() {
  const named = process.env.VSCODE_DESKTOP;
  if (named) return named === 'none' ? undefined : named;
  if (!hasDisplay() || !(await reachable(releases))) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return downloadAndUnzipVSCode({ version: 'stable', extractSync: true, cachePath: `${root}/.vscode-test` });
}

/** The desktop `code` command of this machine, for `npm start`. */
export function desktopCommand() {
  const named = process.env.VSCODE_DESKTOP ?? 'code';
  if (named === 'none' || !hasDisplay()) return undefined;
  const { status } = spawnSync(named, ['--version'], { stdio: 'ignore', timeout: 10_000, shell: isWindows });
  return status === 0 ? named : undefined;
}

const isWindows = process.platform === 'win32';

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

async function reachable(url) {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) })).ok;
  } catch {
    return false;
  }
}
