import path from 'node:path';

/** Where CI services say the checkout lies: they want paths from there, wherever the check was started. */
const checkouts = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR'];

/** The root of the sources: what the CI service says, if the check runs in it; otherwise the folder it runs in. */
export function sourceRoot(cwd: string, env: Readonly<Record<string, string | undefined>>): string {
  const named = checkouts.map((name) => env[name]).find((folder) => folder && isWithin(folder, cwd));
  return path.resolve(named ?? cwd);
}

/** A path as services show it: from the root with slashes; absolute when it lies elsewhere. */
export function located(shown: string, cwd: string, root: string): string {
  const file = path.resolve(cwd, shown);
  return (isWithin(root, file) ? path.relative(root, file) : file).replaceAll(path.sep, '/');
}

function isWithin(folder: string, file: string): boolean {
  const way = path.relative(path.resolve(folder), file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
