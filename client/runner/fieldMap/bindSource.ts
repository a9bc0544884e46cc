import path from 'node:path';
import type { TaskScope } from './scope';

/**
 * A path of the engine's machine that a container is to see, with `~` filled in and links followed, so that what was
 * agreed to is what is mounted. Outside the workspace somebody has to
 * agree; a missing one is refused, because the engine would create it, owned by root.
 */
export function bindSource(scope: TaskScope, written: string, pointer: string): string | undefined {
  const { around, options, report } = scope;
  const home = around.home;
  const source = home !== undefined && /^~(?=[/\\]|$)/.test(written) ? path.join(home, written.slice(1)) : written;
  if (!isAbsolute(source)) {
    const text = `"${written}" is not an absolute path; Docker would take it for the name of a volume.`;
    report.refuse('bind-source-relative', pointer, text, 'Write the path from the root, starting with a slash.');
    return undefined;
  }
  const real = around.realPath ? around.realPath(source) : source;
  if (real === undefined) {
    const next = 'Create it, or correct the path.';
    report.refuse('bind-source-missing', pointer, `There is nothing at ${source} to mount.`, next);
    return undefined;
  }
  if (real.replace(/^[A-Za-z]:/, '').includes(':')) {
    const text = `${real} has a colon, at which a path ends for Docker.`;
    report.refuse('bind-source-colon', pointer, text, 'Rename it, or mount the folder above it.');
    return undefined;
  }
  const workspace =
    options.workspace === undefined ? undefined : (around.realPath?.(options.workspace) ?? options.workspace);
  if (workspace === undefined || !around.realPath || !isWithin(real, workspace)) {
    const where = real === source ? source : `${source} (really ${real})`;
    report.demand('mounts', pointer, `The task gets ${where}, which lies outside the workspace.`);
  }
  return real;
}

/** Both kinds: the definition may be written on one system and the engine run on another. */
const isAbsolute = (file: string): boolean => path.posix.isAbsolute(file) || path.win32.isAbsolute(file);

function isWithin(file: string, folder: string): boolean {
  const kind = file.startsWith('/') ? path.posix : path.win32;
  const way = kind.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${kind.sep}`) && !kind.isAbsolute(way);
}
