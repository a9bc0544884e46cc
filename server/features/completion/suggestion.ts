import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { TextEdit } from '../../document/change';
import type { Path } from '../../document/pointer';
import type { Span } from '../../document/span';
import type { Writer } from './writer';

/** Something that could stand at the cursor. The order of a list of suggestions is the order they are shown in. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** The characters of a JSON string, not yet escaped; or writes any JSON. */
  readonly insert: string | ((writer: Writer) => string);
  /** The stretch of the string under the cursor that is replaced, where that is not all of it, and what comes there. */
  readonly part?: { readonly span: Span; readonly text: string } | undefined;
  /** What the typed characters are compared with, where it is not the label. */
  readonly filter?: string | undefined;
  /** Short, beside the label. */
  readonly detail?: string | undefined;
  /** The place of a task definition whose prose explains it: read only when somebody looks. */
  readonly about?: Topic | undefined;
  /** There, but not to be used any more. */
  readonly isDeprecated?: boolean;
  /** Chosen when the list opens. */
  readonly preselect?: boolean;
  /** What else has to change in the file. */
  readonly also?: readonly TextEdit[] | undefined;
}

/** A member of the task definition, and of a member with a closed list of values, one of them. */
export interface Topic {
  readonly path: Path;
  readonly value?: string;
}
