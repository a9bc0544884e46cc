import type { Location, Position, ReferenceContext } from 'vscode-languageserver-types';
import { nameAt, namesIn, samePlaces } from '../document/references';
import { type Source, rangeOf } from './source';

/** Every place that refers to the name under the cursor, in the order of the text. */
export function references(source: Source, position: Position, context: ReferenceContext): Location[] {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here) return [];
  return samePlaces(names, here)
    .filter(({ role }) => context.includeDeclaration || role === 'use')
    .sort((a, b) => a.span.offset - b.span.offset)
    .map(({ span }) => ({ uri: source.text.uri, range: rangeOf(source, span) }));
}
