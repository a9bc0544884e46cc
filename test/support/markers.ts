import type { Span } from '../../server/document/span';

export interface Marked {
  readonly text: string;
  /** Offset of `|`. */
  readonly cursor: number | undefined;
  /** Each `«…»`, in the order of the text. */
  readonly spans: readonly Span[];
}

/** Reads a text that looks like the editor: `|` is the cursor (`\|` a real bar), `«…»` what is underlined. */
export function marked(source: string): Marked {
  let text = '';
  let cursor: number | undefined;
  let open: number | undefined;
  const spans: Span[] = [];
  for (let index = 0; index < source.length; index++) {
    const char = source[index]!;
    if (char === '\\' && source[index + 1] === '|') text += source[++index]!;
    else if (char === '|' && cursor === undefined && !(source[index + 1] === '|') && !(source[index - 1] === '|'))
      cursor = text.length;
    else if (char === '«') open = text.length;
    else if (char === '»') {
      spans.push({ offset: open ?? text.length, length: text.length - (open ?? text.length) });
      open = undefined;
    } else text += char;
  }
  return { text, cursor, spans };
}

/** Puts the marks back, so that a failing test shows what was underlined instead. */
export function mark(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap(
    ({ offset, length }) =>
      [
        [offset, 1, '«'],
        [offset + length, 0, '»'],
      ] as const,
  );
  return [...marks]
    .sort((a, b) => b[0] - a[0] || b[1] - a[1])
    .reduce((current, [offset, , sign]) => current.slice(0, offset) + sign + current.slice(offset), text);
}
