import type { Document } from '../../document/document';
import type { Field } from '../../document/field';
import type { Path } from '../../document/pointer';
import type { TaskView } from '../../document/view';
import type { SchemaNode } from '../../schema/lookup';

/** What the cursor stands on. */
export interface Subject {
  readonly document: Document;
  readonly task: TaskView;
  readonly field: Field;
  readonly node: SchemaNode;
  /** Where the field lies in the task definition, wherever that lies in the file. */
  readonly path: Path;
  /** The same with `*` for every index: `containerDefinitions.*.cpu`. */
  readonly place: string;
  readonly offset: number;
}

/** One paragraph or list of a hover, as Markdown; undefined when it has nothing to say here. */
export type Explain = (subject: Subject) => string | undefined;

/** A Markdown list of facts; a fact that is not known is left out. */
export const list = (facts: readonly (string | false | undefined)[]): string =>
  facts
    .filter(Boolean)
    .map((fact) => `- ${String(fact)}`)
    .join('\n');

/** The object that holds the member under the cursor, or the field itself when it is no member. */
export function holderOf({ document, field }: Subject, depth = 1): Field | undefined {
  return field.path
    .slice(0, -depth)
    .reduce<Field | undefined>(
      (holder, part) => (typeof part === 'number' ? holder?.item(part) : holder?.member(part)),
      document.root,
    );
}
