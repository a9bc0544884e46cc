/** Paths inside a container, where a task definition may not say which system will read them. */

const posixAbsolute = /^\s*\//;
const windowsAbsolute = /^\s*(?:[A-Za-z]:[\\/]|\\)/;

/** Whether a path is absolute on the system; where that is not known, on any. */
export function isAbsolutePath(path: string, os: 'windows' | 'linux' | undefined): boolean {
  if (os === 'linux') return posixAbsolute.test(path);
  return windowsAbsolute.test(path) || (os === undefined && posixAbsolute.test(path));
}

/** A POSIX path without doubled, trailing and `.` parts, for comparing. `..` is left alone. */
export function normalisePath(path: string): string {
  const parts = path
    .trim()
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}
