/** Command lines as POSIX shells read them, as far as they are nothing but words. */

const plainWord = /^[\w@%+=:,./-]+$/;

/** One word as a shell reads it back. */
export const quoteWord = (word: string): string =>
  plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** What only a shell can do, though it looks like a program. */
const builtIn =
  /^(?:\.|:|alias|bg|break|cd|command|continue|eval|exec|exit|export|fg|read|return|set|shift|source|trap|type|ulimit|umask|unset|wait|\w+=.*)$/;

/** The words of a line that needs no shell: without operators, variables, patterns and built-in commands. */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const [all, single, double, bare] = /^(?:'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+))(?=\s|$)\s*/.exec(rest) ?? [];
    const word = single ?? double ?? bare;
    if (all === undefined || word === undefined) return undefined;
    words.push(word);
    rest = rest.slice(all.length);
  }
  return words.length === 0 || builtIn.test(words[0]!) ? undefined : words;
}
