import type { Location, Position } from 'vscode-languageserver-types';
import { nameAt, namesIn, samePlaces } from '../document/references';
import { type Source, rangeOf } from './source';

/** Where the name under the cursor is declared: more than one place when a name is given twice. */
export function definition(source: Source, position: Position): Location[] {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here) return [];
  return samePlaces(names, here)
    .filter(({ role }) => role === 'declaration')
    .map(({ span }) => ({ uri: source.text.uri, range: rangeOf(source, span) }));
}
