import type { Position, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { hasPlaceholder } from '../document/placeholder';
import { type NameOccurrence, nameAt, nameKinds, namesIn, samePlaces } from '../document/references';
import { type Source, rangeOf } from './source';

/** Why a name cannot be changed, in words for the person who asked. */
export interface RenameRefusal {
  readonly refusal: string;
}

/** What would be renamed at the cursor; undefined where there is no name, or one that a deployment tool fills in. */
export function prepareRename(
  source: Source,
  position: Position,
): { readonly range: Range; readonly placeholder: string } | undefined {
  const here = nameAt(namesIn(source.document), source.text.offsetAt(position));
  return here && isPlain(here) ? { range: rangeOf(source, here.span), placeholder: here.name } : undefined;
}

/** Renames a container, volume or port wherever it is declared and referred to. */
export function rename(source: Source, position: Position, newName: string): WorkspaceEdit | RenameRefusal {
  const names = namesIn(source.document);
  const here = nameAt(names, source.text.offsetAt(position));
  if (!here || !isPlain(here)) return { refusal: 'There is no container, volume or port name here.' };
  if (newName === here.name) return { changes: {} };

  const { legal, grammar } = nameKinds.find(({ kind }) => kind === here.kind)!;
  if (!legal.test(newName)) return { refusal: `The name of a ${here.kind} is ${grammar}.` };
  if (names.some(({ kind, role, name }) => kind === here.kind && role === 'declaration' && name === newName)) {
    return { refusal: `Another ${here.kind} already has the name "${newName}".` };
  }
  const edits = samePlaces(names, here).map(({ span }) => ({ range: rangeOf(source, span), newText: newName }));
  return { changes: { [source.text.uri]: edits } };
}

const isPlain = ({ name }: NameOccurrence): boolean => name !== '' && !hasPlaceholder(name);
