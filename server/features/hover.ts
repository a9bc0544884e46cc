import { type Hover, MarkupKind, type Position } from 'vscode-languageserver-types';
import { fieldAt } from '../document/document';
import type { Field } from '../document/field';
import { type Span, touches } from '../document/span';
import { patternOf, toTaskPath } from '../document/taskPath';
import type { LintOptions } from '../lint/finding';
import { lookupIn } from '../schema/lookup';
import { capacityProse } from './capacities';
import { amount, chosenValue, placeholder } from './hover/amount';
import { budget } from './hover/budget';
import { imageParts } from './hover/image';
import { logOption, secret } from './hover/logOption';
import { nameMeaning } from './hover/names';
import { port } from './hover/port';
import { resourceParts } from './hover/resource';
import type { Explain, Subject } from './hover/subject';
import { dependency, healthCheck } from './hover/waiting';
import { inFull, paragraphs } from './prose';
import { type Source, rangeOf } from './source';

/** What may be said about a value, in the order it is said. Each reads the document as it is; none asks the rules. */
const explanations: readonly Explain[] = [
  placeholder,
  chosenValue,
  amount,
  budget,
  imageParts,
  resourceParts,
  nameMeaning,
  dependency,
  healthCheck,
  logOption,
  secret,
  port,
];

/** What the value amounts to, then what the member is. */
export function hover(source: Source, position: Position, options: LintOptions = {}): Hover | undefined {
  const subject = subjectAt(source, source.text.offsetAt(position));
  const span = subject && spanUnder(subject.field, subject.offset);
  if (!subject || !span) return undefined;
  const explained = explanations.map((explain) => explain(subject));
  const value = paragraphs([...explained, capacityProse(source, subject.field, options), inFull(subject.node)]);
  return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(source, span) };
}

function subjectAt({ document }: Source, offset: number): Subject | undefined {
  const field = fieldAt(document.root, offset);
  const node = field && lookupIn(document, field.path);
  const path = field && toTaskPath(document.form, field.path);
  if (!field || !node || !path || !document.task) return undefined;
  return { document, task: document.task, field, node, path, place: patternOf(path), offset };
}

/** The member's name or its plain value; nothing in the space between brackets. */
function spanUnder(field: Field, offset: number): Span | undefined {
  if (field.property && touches(field.keySpan, offset)) return field.keySpan;
  const isPlain = field.type !== 'object' && field.type !== 'array';
  return isPlain && touches(field.span, offset) ? field.span : undefined;
}
