/**
 * Which files a pattern names, in time that grows with the product of both lengths whatever the pattern: it comes from a
 * project and is asked for every file. `*` and `?` stay within one name, `**` crosses folders, `{a,b}` are choices. A
 * pattern without a slash is about names at any depth; any other starts at the folder of the configuration.
 */
export class Glob {
  readonly #choices: readonly (readonly string[])[];

  private constructor(
    readonly pattern: string,
    choices: readonly string[],
  ) {
    this.#choices = choices.map(partsOf);
  }

  /** The glob, or what is wrong with the pattern as a sentence. */
  static parse(pattern: string): Glob | { readonly problem: string } {
    if (pattern.trim() === '') return { problem: 'An empty pattern names no file' };
    if (pattern.length > 500) return { problem: 'Patterns have at most 500 characters' };
    if (pattern.includes('\\')) return { problem: 'Folders are separated by / on every system' };
    if (pattern.startsWith('!')) return { problem: 'A pattern says which files are meant; ! is not known here' };
    if (pattern.split('/').includes('..')) return { problem: 'A pattern cannot leave the folder of its configuration' };
    if (/[[\]]/.test(pattern)) return { problem: 'Only *, **, ? and {a,b} have a meaning in a pattern' };
    const choices = expand(pattern);
    return choices
      ? new Glob(pattern, choices)
      : { problem: 'The braces are not closed, or stand for too many patterns' };
  }

  /** Whether the path, relative to the folder of the configuration, is meant. */
  matches(path: string): boolean {
    const parts = path.split('/');
    return this.#choices.some((choice) => matchesAll(choice, parts, (part) => part === '**', matchesName));
  }
}

function partsOf(pattern: string): string[] {
  const parts = pattern.replace(/^\.?\//, '').split('/');
  if (parts.at(-1) === '') parts.splice(-1, 1, '**', '*');
  return pattern.includes('/') ? parts : ['**', ...parts];
}

const matchesName = (pattern: string, name: string): boolean =>
  matchesAll(
    [...pattern],
    [...name],
    (char) => char === '*',
    (wanted, char) => wanted === '?' || wanted === char,
  );

/** Matches greedily and, on a mismatch, lets the last star take one more: earlier stars need never be looked at again. */
function matchesAll(
  pattern: readonly string[],
  parts: readonly string[],
  isStar: (wanted: string) => boolean,
  isSame: (wanted: string, part: string) => boolean,
): boolean {
  let at = 0;
  let star: { readonly pattern: number; part: number } | undefined;
  for (let part = 0; part < parts.length;) {
    const wanted = pattern[at];
    if (wanted !== undefined && isStar(wanted)) star = { pattern: at++, part };
    else if (wanted !== undefined && isSame(wanted, parts[part]!)) {
      at++;
      part++;
    } else if (star) {
      at = star.pattern + 1;
      part = ++star.part;
    } else return false;
  }
  return pattern.slice(at).every(isStar);
}

/** The patterns that the braces stand for; undefined when they do not fit together. */
function expand(pattern: string): string[] | undefined {
  let done = [''];
  for (let at = 0; at < pattern.length;) {
    const open = pattern.indexOf('{', at);
    const plain = pattern.slice(at, open < 0 ? undefined : open);
    if (plain.includes('}')) return undefined;
    const close = open < 0 ? pattern.length : pattern.indexOf('}', open);
    const inner = open < 0 ? '' : pattern.slice(open + 1, close);
    if (close < 0 || inner.includes('{')) return undefined;
    done = done.flatMap((start) => inner.split(',').map((choice) => start + plain + choice));
    if (done.length > 100) return undefined;
    at = close + 1;
  }
  return done;
}
