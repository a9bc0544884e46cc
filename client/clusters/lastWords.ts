import type { LogLine } from '../runner/runner';
import { withoutEscapes } from './taskLog';

/** How many of the last lines are shown, and how many characters of each. */
const shown = { lines: 2, characters: 120 };

/**
 * What a container wrote last, as words of a message: the end of its log without blank lines, colours and control
 * characters, and without the values of its secrets. Empty when it wrote nothing.
 */
export function lastWords(lines: readonly LogLine[], secrets: readonly string[]): string {
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return lines
    .map(({ text }) => longestFirst.reduce((line, secret) => line.replaceAll(secret, '***'), withoutEscapes(text)))
    .map(plain)
    .filter((line) => line !== '')
    .slice(-shown.lines)
    .map(cut)
    .join(' ⏎ ');
}

/** With the full stop that reasons of ECS and of the engine leave out. */
export const asSentence = (text: string): string => (/[^.!?]$/.test(text) ? `${text}.` : text);

/** One line of text that is nothing else: control and direction characters go, and what a message would make a link of. */
const plain = (line: string): string =>
  line
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll('](', '] (')
    .trim();

const cut = (line: string): string =>
  line.length > shown.characters ? `${line.slice(0, shown.characters).trimEnd()}…` : line;
