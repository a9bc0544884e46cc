/** The name of a project's configuration. */
export const configurationName = '.taskdefrc.json';

/** Paths here are absolute, and their parts are separated by `/` on every system. */
export const slashed = (path: string): string => path.replaceAll('\\', '/');

/** Whether a file of this name is a configuration, or (`base.taskdefrc.json`) one that others extend. */
export const isConfigurationName = (path: string): boolean => nameOf(path).endsWith(configurationName);

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder of a path, without a slash at its end; of the topmost one the empty string. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The folder of a file and those above it, the nearest first. */
export function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let path = file; path.includes('/');) folders.push((path = folderOf(path)));
  return folders;
}

/** The path as seen from the folder; undefined when it is not below it. */
export const below = (folder: string, path: string): string | undefined =>
  path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;

/** Follows `./x`, `../x` or an absolute path from a folder. */
export function join(folder: string, path: string): string {
  if (/^(?:\/|[A-Za-z]:\/)/.test(path)) return path;
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '.' && part !== '..' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
