/** Edit distance in which letter case is free and a swap of neighbours counts one (ruling 32). */
export function distance(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  const rows = Array.from({ length: left.length + 1 }, (_, i) => [i, ...Array<number>(right.length).fill(0)]);
  for (let j = 0; j <= right.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= left.length; i++) {
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      }
      rows[i]![j] = best;
    }
  }
  return rows[left.length]![right.length]!;
}

/**
 * The candidate the writer most likely meant: within distance 2, or 1 for words of four letters or fewer (ruling 3).
 * A word that differs from a candidate in digits only is a version of its own, and no slip (ruling 32).
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const limit = word.length < 2 ? 0 : word.length <= 4 ? 1 : 2; // any letter is one slip away from any other
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    if (onlyDigitsDiffer(word, candidate)) return undefined;
    const d = distance(word, candidate);
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return best;
}

const onlyDigitsDiffer = (a: string, b: string): boolean =>
  a !== b && a.replaceAll(/\d/g, '') === b.replaceAll(/\d/g, '') && /\d/.test(a + b);
