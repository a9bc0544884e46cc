/** More than anybody reads of a message or a name, in UTF-16 code units. */
const longest = 1000;

/** What is obeyed instead of being shown: control characters, line ends, turns of the writing direction. */
const obeyed = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Nearly every text, seen with one look. */
const harmless = /^[ -~]*$/;

/** Text for a place that draws no Markdown: what would be obeyed is written as an escape, as JSON has them. */
export function plainText(text: string): string {
  if (text.length <= longest && harmless.test(text)) return text;
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replaceAll(obeyed, (run) => [...run].map(escaped).join(''));
}

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The same without a trace, for where only words count. */
export const oneLine = (text: string): string => text.replaceAll(obeyed, ' ');
