import fc, { type Arbitrary } from 'fast-check';
import type { Seed } from './seeds';

/** What JSON, its comments and templates are made of, and what no editor shows. */
export const pieces = [
  ...'{}[]",:/\\*\n\r\t ${}<>%#-+.eE0129tfnx',
  '//',
  '/*',
  '*/',
  '""',
  'null',
  'true',
  '{{',
  '}}',
  '{%',
  '%}',
  '${',
  '<%=',
  '((',
  '$$$',
  '{"a":1}',
  ',"family":"b"',
  '"containerDefinitions":[',
  '"taskDefinition":{',
  '\\u00',
  '\\ud83d',
  '\u0000',
  '\uFEFF',
  '\u2028',
  '\ud800',
  '😀',
  '1e999',
  '[[[[[[[[',
];

type Damage = (text: string) => string;

const where = fc.nat(1_000_000);
const at = (text: string, place: number): number => Math.floor((place / 1_000_001) * (text.length + 1));

const stretch = fc.tuple(where, fc.nat(40));

/** One blow: put in, take out, write over, repeat, or move a piece, cut the end off, flip a bit. */
const blow: Arbitrary<Damage> = fc.oneof(
  fc.tuple(where, fc.constantFrom(...pieces)).map(([place, piece]) => (text: string) => {
    const offset = at(text, place);
    return text.slice(0, offset) + piece + text.slice(offset);
  }),
  stretch.map(([place, length]) => (text: string) => {
    const offset = at(text, place);
    return text.slice(0, offset) + text.slice(offset + length);
  }),
  fc.tuple(where, fc.constantFrom(...pieces)).map(([place, piece]) => (text: string) => {
    const offset = at(text, place);
    return text.slice(0, offset) + piece + text.slice(offset + piece.length);
  }),
  fc.tuple(stretch, where).map(([[place, length], target]) => (text: string) => {
    const [from, to] = [at(text, place), at(text, target)];
    return text.slice(0, to) + text.slice(from, from + length) + text.slice(to);
  }),
  where.map((place) => (text: string) => text.slice(0, at(text, place))),
  fc.tuple(where, fc.nat(7)).map(([place, bit]) => (text: string) => {
    const offset = Math.min(at(text, place), text.length - 1);
    if (offset < 0) return text;
    return text.slice(0, offset) + String.fromCharCode(text.charCodeAt(offset) ^ (1 << bit)) + text.slice(offset + 1);
  }),
);

/** The documents after a few blows anywhere in their text. */
export const damaged = (documents: Arbitrary<Seed>): Arbitrary<Seed> =>
  fc
    .tuple(documents, fc.array(blow, { minLength: 1, maxLength: 4 }))
    .map(([{ path, text }, blows]) => ({ path, text: blows.reduce((current, strike) => strike(current), text) }));
