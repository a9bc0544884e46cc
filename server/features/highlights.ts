import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver-types';
import { nameAt, namesIn, samePlaces } from '../document/references';
import { type Source, rangeOf } from './source';

/** The places of the name under the cursor; its declaration is marked as written, the others as read. */
export function highlights(source: Source, position: Position): DocumentHighlight[] {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here) return [];
  return samePlaces(names, here).map(({ span, role }) => ({
    range: rangeOf(source, span),
    kind: role === 'declaration' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
