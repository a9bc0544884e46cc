/** Wordings of AWS, with what differs from file to file left out, so that two of them can be compared. */

/** Lower case, one sort of quotes; ARNs, numbers and names become marks. Words that are members of the API stay. */
export function wordsOf(text: string, members: ReadonlySet<string>): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll(/[‘’“”`"]/g, "'")
    .replaceAll(/arn:\S+/g, ' @arn ')
    .replaceAll(/\[[^\]]{0,300}\]/g, ' @name ')
    .replaceAll(/'([^']{0,200})'/g, (_, name: string) => (members.has(name) ? ` ${name} ` : ' @name '))
    .replaceAll(/\b[a-z0-9]+_[a-z0-9_]+\b/g, (word) => (members.has(word) ? word : ' @name '))
    .replaceAll(/\b\d[\d.,]*\b/g, ' @number ');
  return plain
    .split(/[^a-z@=.-]+/)
    .map((word) => word.replace(/^[.=-]+|[.=-]+$/g, '').replace(/(?<=[a-z]{3})s$/, ''))
    .filter(Boolean);
}

/** A wording that is known, ready to be compared. */
export interface Known<T> {
  readonly of: T;
  readonly words: readonly string[];
}

export interface Match<T> {
  readonly of: T;
  /** 1 when the whole wording stands in the text, in order; less by the weight of the words that are missing. */
  readonly score: number;
  readonly length: number;
}

/** How well each wording fits, best first. Rare words weigh more, since they tell wordings apart. */
export function matches<T>(words: readonly string[], known: readonly Known<T>[]): Match<T>[] {
  const counts = new Map<string, number>();
  for (const each of known) for (const word of new Set(each.words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string): number =>
    word.startsWith('@') ? 0.2 : Math.log(1 + known.length / (counts.get(word) ?? 0.5));
  const sum = (list: readonly string[]): number => list.reduce((total, word) => total + weight(word), 0);
  const text = ` ${words.join(' ')} `;
  const given = new Set(words);
  return known
    .map(({ of, words: wording }) => {
      const whole = text.includes(` ${wording.join(' ')} `);
      const wanted = new Set(wording);
      const covered = sum(wording.filter((word) => given.has(word))) / sum(wording);
      const told = sum(words.filter((word) => wanted.has(word))) / sum(words);
      return { of, score: whole ? 1 : covered * (0.6 + 0.4 * told) * 0.99, length: wording.length };
    })
    .sort((a, b) => b.score - a.score || b.length - a.length);
}
