/** What a table says about a word of a file. Only its own entries count: `constructor` is no name that we know. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
