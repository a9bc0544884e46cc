import type { CompletionItemKind } from 'vscode-languageserver-types';
import type { Writer } from './writer';

/** Something that could stand at the cursor. The order of a list of suggestions is the order they are shown in. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Writes it as JSON. */
  readonly write: (writer: Writer) => string;
  /** Short, beside the label. */
  readonly detail?: string | undefined;
  /** Markdown of our own. */
  readonly documentation?: string | undefined;
  /** Chosen when the list opens. */
  readonly preselect?: boolean;
}
