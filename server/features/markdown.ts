import { oneLine } from './plainText';

/** Text in which nothing is Markdown any more, nor an address that an editor would make a link of. */
export const escapeMarkdown = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*_[\]<>#|~&@]/g, '\\$&')
    .replaceAll(/(www|:)(\.|\/\/)/gi, '$1\\$2');

/** Text as code, whatever backticks it holds. What comes from a document may enter Markdown only this way. */
export function inlineCode(text: string): string {
  const shown = oneLine(text.length > longest ? `${text.slice(0, longest)}…` : text);
  if (shown.trim() === '') return '` `';
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

const longest = 200;
