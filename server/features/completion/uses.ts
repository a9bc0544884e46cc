import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Suggestion } from './suggestion';

/** How often each text stands somewhere. */
export type TextCounts = ReadonlyMap<string, number>;

interface Use {
  readonly suggestion: Suggestion;
  readonly count: number;
  /** 0 is the most frequent. */
  readonly rank: number;
}

/** The texts that places of one kind hold. */
export class Uses {
  readonly #byText: ReadonlyMap<string, Use>;
  readonly #uses: readonly Use[];
  readonly #free = new Map<TextCounts, readonly Use[]>();

  constructor(counts: TextCounts) {
    this.#byText = new Map(
      byCount(counts).map(([text, count], rank) => [text, { suggestion: said(text), count, rank }]),
    );
    this.#uses = [...this.#byText.values()];
  }

  /**
   * What could be said at a place again, most said first: not what the other items of its list have, and what stands
   * there only if it stands elsewhere too. `list`: how often its texts stand in it, that of the place included.
   */
  offered(own: string | undefined, list: TextCounts): Suggestion[] {
    const here = own === undefined ? undefined : this.#byText.get(own);
    const offered = this.#freeIn(list).filter((use) => use !== here);
    if (here && here.count > 1 && (list.get(here.suggestion.label) ?? 1) === 1) {
      offered.push(here);
      offered.sort((a, b) => a.rank - b.rank);
    }
    return offered.map(({ suggestion }) => suggestion);
  }

  /** What the list does not have, looked up once for a list: its items are completed one after the other. */
  #freeIn(list: TextCounts): readonly Use[] {
    if (list.size === 0) return this.#uses;
    const known = this.#free.get(list);
    if (known) return known;
    const free = this.#uses.filter(({ suggestion }) => !list.has(suggestion.label));
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
