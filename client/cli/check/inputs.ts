import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isTaskDefinitionName } from '../../../server/index';
import type { ProjectConfiguration } from './configuration';
import { IgnoreFiles, ignoreFileName } from './ignoreFiles';
import type { Unreadable } from './outcome';
import { search } from './search';
import { whyUnreadable } from './whyUnreadable';

/** A file to check. `path` is what the person sees: as typed, or as found below what was typed. */
export interface Input {
  readonly path: string;
  /** Undefined: standard input. */
  readonly file: string | undefined;
}

export interface Inputs {
  readonly inputs: readonly Input[];
  /** Arguments that lead nowhere, and folders that were passed over on the way. */
  readonly unreadable: readonly Unreadable[];
  /** Folders that hold no task definition. */
  readonly empty: readonly string[];
  /** Files that were named, but are to be left alone. */
  readonly ignored: readonly string[];
}

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
  const closed = new Map<string, string>();
  const empty: string[] = [];
  const ignored: string[] = [];
  const ignoreFiles = ignore ? new IgnoreFiles() : undefined;
  const searched = async (pattern: string, from: string, shownIn: string): Promise<readonly string[]> => {
    const { files, closed: folders } = await search(pattern, from);
    for (const folder of folders) {
      const isIgnored = await ignoreFiles?.ignores(path.join(folder, '_'));
      if (!isIgnored && !closed.has(folder)) closed.set(folder, joined(shownIn, path.relative(from, folder) || '.'));
    }
    return files;
  };
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
      const files = await searched('**/*', path.resolve(cwd, argument), argument);
      const meant = await project?.named(path.resolve(cwd, argument), files);
      const named = files
        .filter((file) => isTaskDefinitionName(file) || meant?.has(file))
        .map((file) => joined(argument, file));
      for (const file of named) await add(file);
      if (named.length === 0) empty.push(argument);
    } else if (await isPattern(argument)) {
      const files = await searched(argument.replaceAll('\\', '/'), cwd, '.');
      for (const file of files) await add(file);
      if (files.length === 0) unreadable.push({ path: argument, reason: 'no file matches this pattern.' });
    } else unreadable.push({ path: argument, reason: there.problem });
  }
  for (const shown of closed.values()) unreadable.push({ path: shown, reason: closedFolder, isBelow: true });
  return { inputs: [...found.values()], unreadable, empty, ignored };
}

const closedFolder =
  'this folder may not be read, so nothing in it is checked. ' +
  `Change its permissions, or name it in a ${ignoreFileName}.`;

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

const isPattern = async (argument: string): Promise<boolean> =>
  (await import('tinyglobby')).isDynamicPattern(argument.replaceAll('\\', '/'));

const joined = (folder: string, file: string): string =>
  path.normalize(folder) === '.' ? file : `${folder.replace(/[\\/]+$/, '')}/${file}`;
