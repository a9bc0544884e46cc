/** Words and marks of the terminal. */

const codes = {
  bold: 1,
  dim: 2,
  underline: 4,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
} as const;
export type Style = keyof typeof codes;
export type Paint = (style: Style, text: string) => string;

export const painter =
  (colours: boolean): Paint =>
  (style, text) =>
    colours && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;

/** Text from a file, made harmless: a terminal obeys control characters, so they are shown, not sent. */
export const printable = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A path as an argument of a command that is shown to be copied: in quotes where a shell would take it apart. */
export function argument(path: string): string {
  const text = printable(path);
  return /^[\p{L}\p{N}_./:@%+,=~\\-]+$/u.test(text) ? text : `"${text.replaceAll(/["$`]/g, '\\$&')}"`;
}

/** "1 error", "2 errors". */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

/** Columns, each as wide as its widest cell; the last one is left ragged. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows
    .map((row) => row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index]!))).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Breaks prose into lines of at most `width` columns. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line].join('\n');
}
