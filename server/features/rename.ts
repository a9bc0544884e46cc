import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { hasPlaceholder } from '../document/placeholder';
import { type NameOccurrence, nameAt, nameKinds, namesIn, samePlaces } from '../document/references';
import { plainText } from './plainText';
import { type Source, rangeOf } from './source';

/** Why a name cannot be changed, in words for the person who asked. */
export interface RenameRefusal {
  readonly refusal: string;
}

/** What would be renamed at the cursor, or why it cannot be; undefined where there is no name. */
export function prepareRename(
  source: Source,
  position: Position,
): { readonly range: Range; readonly placeholder: string } | RenameRefusal | undefined {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here || here.name === '') return undefined;
  const refusal = reasonNotTo(names, here);
  return refusal === undefined
    ? { range: rangeOf(source, here.span), placeholder: here.name }
    : { refusal: plainText(refusal) };
}

/**
 * Renames a container, volume or port wherever it is declared and referred to. Only the name itself is replaced: quotes,
 * the alias of a link and placeholders beside it stay. Of a name that is declared twice, one declaration can be renamed
 * on its own; that mends it.
 */
export function rename(source: Source, position: Position, newName: string): WorkspaceEdit | RenameRefusal {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here || here.name === '') return { refusal: 'There is no container, volume or port name here.' };
  const refusal = reasonNotTo(names, here) ?? reasonAgainst(newName, names, here);
  if (refusal !== undefined) return { refusal: plainText(refusal) };
  if (newName === here.name) return { changes: {} };
  const places = isRepeated(names, here) ? [here] : samePlaces(names, here);
  const edits = places.map(({ span }) => ({ range: rangeOf(source, span), newText: newName }));
  return { changes: { [source.text.uri]: edits } };
}

function reasonNotTo(names: readonly NameOccurrence[], here: NameOccurrence): string | undefined {
  if (hasPlaceholder(here.name)) {
    return `The name "${here.name}" is filled in when the file is deployed, so it cannot be renamed here.`;
  }
  if (here.role === 'use' && isRepeated(names, here)) {
    return `More than one ${here.kind} has the name "${here.name}". Rename one of them where it is declared first.`;
  }
  return undefined;
}

function reasonAgainst(newName: string, names: readonly NameOccurrence[], here: NameOccurrence): string | undefined {
  const { legal, grammar } = nameKinds.find(({ kind }) => kind === here.kind)!;
  if (newName === here.name) return undefined;
  if (!legal.test(newName)) return `The name of a ${here.kind} is ${grammar}.`;
  const isTaken = names.some(
    ({ kind, role, name }) => kind === here.kind && role === 'declaration' && name === newName,
  );
  return isTaken ? `Another ${here.kind} already has the name "${newName}".` : undefined;
}

const isRepeated = (names: readonly NameOccurrence[], here: NameOccurrence): boolean =>
  samePlaces(names, here).filter(({ role }) => role === 'declaration').length > 1;
