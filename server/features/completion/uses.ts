import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Suggestion } from './suggestion';

/** How often each text stands somewhere. */
export type TextCounts = ReadonlyMap<string, number>;

/** The texts that places of one kind hold. Each goes by its rank: 0 is the most frequent. */
export class Uses {
  readonly #suggestions: readonly Suggestion[];
  readonly #counts: readonly number[];
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #free = new Map<TextCounts, readonly number[]>();

  constructor(counts: TextCounts) {
    const ranked = byCount(counts);
    this.#suggestions = ranked.map(([text]) => said(text));
    this.#counts = ranked.map(([, count]) => count);
    this.#ranks = new Map(ranked.map(([text], rank) => [text, rank]));
  }

  /**
   * What could be said at a place again, most said first: not what the other items of its list have, and what stands
   * there only if it stands elsewhere too. `list`: how often its texts stand in it, that of the place included.
   */
  offered(own: string, list: TextCounts): Suggestion[] {
    const here = this.#ranks.get(own);
    const offered = this.#freeIn(list).filter((rank) => rank !== here);
    if (here !== undefined && this.#counts[here]! > 1 && (list.get(own) ?? 1) === 1) {
      offered.push(here);
      offered.sort((a, b) => a - b);
    }
    return offered.map((rank) => this.#suggestions[rank]!);
  }

  /** What a list does not have, looked up once for a list: its items are completed one after the other. */
  #freeIn(list: TextCounts): readonly number[] {
    const known = this.#free.get(list);
    if (known) return known;
    const free = this.#suggestions.flatMap(({ label }, rank) => (list.has(label) ? [] : rank));
    this.#free.set(list, free);
    return free;
  }
}

const said = (text: string): Suggestion => ({
  label: text,
  kind: CompletionItemKind.Value,
  detail: 'in this file',
  insert: text,
});

export function counted(texts: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The most frequent first. */
export const byCount = (counts: TextCounts): [text: string, count: number][] =>
  [...counts].sort(([, a], [, b]) => b - a);
