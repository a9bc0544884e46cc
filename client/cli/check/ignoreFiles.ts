import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ignore } from 'ignore';
import { Failure, exits } from '../failure';
import { printable } from '../text';
import { whyUnreadable } from './whyUnreadable';

/** As `.gitignore`: a file beside the sources that names what to leave alone. */
export const ignoreFileName = '.taskdefignore';

/**
 * What the `.taskdefignore` files say, from the folder of a file up to the root of its repository, as git reads its own:
 * the nearest file that has a word about it decides.
 */
export class IgnoreFiles {
  readonly #patterns = new Map<string, Promise<Ignore | undefined>>();
  readonly #isRoot = new Map<string, boolean>();

  /** Whether the file, given by its absolute path, is to be left alone. */
  async ignores(file: string): Promise<boolean> {
    for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
      const name = path.relative(folder, file).replaceAll(path.sep, '/');
      const verdict = (await this.#patternsIn(folder))?.test(name);
      if (verdict?.ignored || verdict?.unignored) return verdict.ignored;
      if (this.#isTop(folder)) return false;
    }
  }

  #patternsIn(folder: string): Promise<Ignore | undefined> {
    const known = this.#patterns.get(folder);
    const patterns = known ?? readPatterns(path.join(folder, ignoreFileName));
    if (!known) this.#patterns.set(folder, patterns);
    return patterns;
  }

  #isTop(folder: string): boolean {
    const known = this.#isRoot.get(folder);
    const isRoot = known ?? (folder === path.dirname(folder) || existsSync(path.join(folder, '.git')));
    if (known === undefined) this.#isRoot.set(folder, isRoot);
    return isRoot;
  }
}

async function readPatterns(file: string): Promise<Ignore | undefined> {
  if (!existsSync(file)) return undefined;
  const { default: ignore } = await import('ignore');
  try {
    return ignore().add(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(
      `${printable(file)}: ${whyUnreadable(error)}`,
      exits.misuse,
      'Put that right, or add: --no-ignore',
    );
  }
}
