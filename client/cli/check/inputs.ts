import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isTaskDefinitionName } from '../../../server/index';
import type { ProjectConfiguration } from './configuration';
import { IgnoreFiles } from './ignoreFiles';
import type { Unreadable } from './outcome';

/** A file to check. `path` is what the person sees: as typed, or as found below what was typed. */
export interface Input {
  readonly path: string;
  /** Undefined: standard input. */
  readonly file: string | undefined;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Arguments that lead nowhere. */
  readonly unreadable: readonly Unreadable[];
  /** Folders that hold no task definition. */
  readonly empty: readonly string[];
  /** Files that were named, but are to be left alone. */
  readonly ignored: readonly string[];
}

/** Nobody writes task definitions here; other hidden folders count, since `.aws/` and `.github/` are usual homes. */
const skipped = ['node_modules', '.git', '.hg', '.svn', '.terraform', '.venv', '.tox', '.cache', '.next', '.nuxt']
  .concat(['.yarn', '.pnpm-store', '.gradle', '.serverless', '.aws-sam', '.vscode-test', 'cdk.out'])
  .map((folder) => `**/${folder}`);

/**
 * Finds what the arguments name, each file once, in the order of the arguments and sorted within a folder or pattern.
 * A file or a pattern's match is always taken; below a folder, only names of task definitions are, and
 * what the project's configuration calls so.
 */
export async function findInputs(
  args: readonly string[],
  { cwd, stdinName = '-', ignore, project }: Where,
): Promise<Inputs> {
  const found = new Map<string, Input>();
  const unreadable: Unreadable[] = [];
  const empty: string[] = [];
  const ignored: string[] = [];
  const ignoreFiles = ignore ? new IgnoreFiles() : undefined;
  const add = async (shown: string): Promise<boolean> => {
    const file = path.resolve(cwd, shown);
    if (await ignoreFiles?.ignores(file)) return false;
    if (!found.has(file)) found.set(file, { path: shown, file });
    return true;
  };

  for (const argument of args.length > 0 ? args : ['.']) {
    if (argument === '-') {
      found.set('-', { path: stdinName, file: undefined });
      continue;
    }
    const there = await lookAt(path.resolve(cwd, argument));
    if (there === 'file') {
      if (!(await add(argument))) ignored.push(argument);
    } else if (there === 'folder') {
      const files = await search('**/*', path.resolve(cwd, argument));
      const meant = await project?.named(path.resolve(cwd, argument), files);
      const named = files
        .filter((file) => isTaskDefinitionName(file) || meant?.has(file))
        .map((file) => joined(argument, file));
      for (const file of named) await add(file);
      if (named.length === 0) empty.push(argument);
    } else if (await isPattern(argument)) {
      const files = await search(argument.replaceAll('\\', '/'), cwd);
      for (const file of files) await add(file);
      if (files.length === 0) unreadable.push({ path: argument, reason: 'no file matches this pattern.' });
    } else unreadable.push({ path: argument, reason: there.problem });
  }
  return { inputs: [...found.values()], unreadable, empty, ignored };
}

export interface Where {
  readonly cwd: string;
  readonly stdinName?: string | undefined;
  /** Whether `.taskdefignore` files are heeded, for named files too: hooks name every file that changed. */
  readonly ignore: boolean;
  /** Its `files` count beside the usual names. */
  readonly project?: ProjectConfiguration;
}

async function lookAt(file: string): Promise<'file' | 'folder' | { readonly problem: string }> {
  try {
    if (!(await stat(file)).isDirectory()) return 'file';
    await (await opendir(file)).close(); // a search passes over what it may not read, and would find nothing
    return 'folder';
  } catch (error) {
    return { problem: whyUnreadable(error) };
  }
}

async function search(pattern: string, cwd: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(pattern, {
    cwd,
    dot: true,
    absolute: path.isAbsolute(pattern),
    ignore: skipped,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  return files.sort();
}

const isPattern = async (argument: string): Promise<boolean> =>
  (await import('tinyglobby')).isDynamicPattern(argument.replaceAll('\\', '/'));

const joined = (folder: string, file: string): string =>
  path.normalize(folder) === '.' ? file : `${folder.replace(/[\\/]+$/, '')}/${file}`;

/** Why the file system refused, in words. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file or folder.';
  if (code === 'EEXIST') return 'there is a file where a folder is wanted.';
  if (code === 'EACCES' || code === 'EPERM') return 'you may not read or write it. Check its permissions.';
  if (code === 'EISDIR') return 'this is a folder, not a file.';
  return `it could not be read (${typeof code === 'string' ? code : String(error)}).`;
}
