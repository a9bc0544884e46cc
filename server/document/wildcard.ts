/** A place a pattern was found at, and what its first star stands for there. */
export interface WildcardMatch {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** No star stands for more than this; a placeholder that goes on longer is none. */
const longest = 200;

/**
 * A project's own form of placeholder: `@@*@@`, `__*__`, `CHANGE_ME`. A star stands for a run of characters on one line,
 * as short as possible; at the end of the pattern, for the rest of the word. It is no regular expression, so that no
 * configuration can make an editor wait.
 */
export class Wildcard {
  readonly #parts: readonly string[];

  private constructor(readonly pattern: string) {
    this.#parts = pattern.split('*');
  }

  /** The wildcard, or what is wrong with the pattern as a sentence. */
  static parse(pattern: string): Wildcard | { readonly problem: string } {
    if (pattern.startsWith('*')) return { problem: 'A placeholder has to begin with something else than *' };
    if (pattern.replaceAll('*', '').trim().length < 2) {
      return { problem: 'A placeholder needs two characters beside *, or it would be found everywhere' };
    }
    if (pattern.includes('**')) return { problem: 'One * is enough: it stands for any run of characters' };
    if (pattern.length > 100 || /[\n\r"]/.test(pattern)) {
      return { problem: 'A placeholder has at most 100 characters, no line break and no quote' };
    }
    return new Wildcard(pattern);
  }

  /** The first place at or behind `from`. */
  find(text: string, from = 0): WildcardMatch | undefined {
    for (
      let start = text.indexOf(this.#parts[0]!, from);
      start >= 0;
      start = text.indexOf(this.#parts[0]!, start + 1)
    ) {
      const match = this.at(text, start);
      if (match) return match;
    }
    return undefined;
  }

  /** The placeholder that begins exactly here. */
  at(text: string, start: number): WildcardMatch | undefined {
    const [first, ...others] = this.#parts;
    if (!text.startsWith(first!, start)) return undefined;
    let end = start + first!.length;
    let name: string | undefined;
    for (const part of others) {
      const rest = text.slice(end, end + longest + part.length);
      const length = part === '' ? /^[\w.-]*/.exec(rest)![0].length : rest.indexOf(part, 1);
      if (length <= 0 || /[\n\r]/.test(rest.slice(0, length))) return undefined;
      name ??= rest.slice(0, length);
      end += length + part.length;
    }
    return { start, end, name: name ?? text.slice(start, end) };
  }
}
