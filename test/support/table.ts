import { describe, test } from 'node:test';

/** One test a row: its first column is the name, the others go to `check`. */
export function table<Columns extends readonly unknown[]>(
  name: string,
  check: (...columns: [...Columns]) => void,
  rows: readonly (readonly [string, ...Columns])[],
): void {
  describe(name, () => {
    for (const [title, ...columns] of rows) test(title, () => check(...columns));
  });
}
