import { type Hover, MarkupKind, type Position } from 'vscode-languageserver-types';
import { fieldAt } from '../document/document';
import type { Field } from '../document/field';
import { nameAt, namesIn, samePlaces } from '../document/references';
import { type Span, touches } from '../document/span';
import { parseTaskCpu, parseTaskMemory, printMemory, printVcpu } from '../model/units';
import { type SchemaNode, lookupIn } from '../schema/lookup';
import { escapeMarkdown, inlineCode } from './markdown';
import { inFull, paragraphs } from './prose';
import { type Source, rangeOf } from './source';

/** What the member is, and what its value amounts to. */
export function hover(source: Source, position: Position): Hover | undefined {
  const { document, text } = source;
  const offset = text.offsetAt(position);
  const field = fieldAt(document.root, offset);
  const span = field && spanUnder(field, offset);
  const node = field && lookupIn(document, field.path);
  if (!field || !span || !node) return undefined;

  const value = paragraphs([valueMeaning(field, node), nameMeaning(source, offset)]);
  const contents = { kind: MarkupKind.Markdown, value: paragraphs([value, inFull(node)]) };
  return { contents, range: rangeOf(source, span) };
}

/** The member's name or its plain value; nothing in the space between brackets. */
function spanUnder(field: Field, offset: number): Span | undefined {
  if (field.property && touches(field.keySpan, offset)) return field.keySpan;
  const isPlain = field.type !== 'object' && field.type !== 'array';
  return isPlain && touches(field.span, offset) ? field.span : undefined;
}

/** `1024` → 1 vCPU; of a value from a closed list, what it stands for. */
function valueMeaning(field: Field, node: SchemaNode): string | undefined {
  const chosen = node.values.find(({ value }) => value === field.text);
  if (chosen?.description) return `${inlineCode(chosen.value)}: ${escapeMarkdown(chosen.description)}`;

  const amount = field.known ?? (field.int === undefined ? undefined : String(field.int));
  const meaning = amount === undefined ? undefined : amountIn(amount, node.unit);
  return meaning && `${inlineCode(amount!)} = ${meaning}`;
}

function amountIn(text: string, unit: string | undefined): string | undefined {
  if (unit === 'cpu units') return withAmount(parseTaskCpu(text), printVcpu, 'cpu units', /vcpu/i.test(text));
  if (unit === 'MiB') return withAmount(parseTaskMemory(text), printMemory, 'MiB', /gb/i.test(text));
  const seconds = Number(text);
  return unit === 's' && seconds >= 60 && seconds % 60 === 0 ? `${seconds / 60} min` : undefined;
}

/** In the other unit than the one that is written. */
function withAmount(
  amount: number | undefined,
  print: (amount: number) => string,
  small: string,
  isLarge: boolean,
): string | undefined {
  if (!amount) return undefined;
  const meaning = isLarge ? `${amount} ${small}` : print(amount);
  return meaning === `${amount} ${small}` && !isLarge ? undefined : meaning;
}

/** Of a name that refers to a container, which image that runs. */
function nameMeaning({ document }: Source, offset: number): string | undefined {
  const names = namesIn(document);
  const here = nameAt(names, offset);
  if (here?.role !== 'use') return undefined;
  const declared = samePlaces(names, here).find(({ role }) => role === 'declaration');
  if (!declared) return undefined;
  const image = document.task?.container(here.name)?.get('image')?.text;
  const what = here.kind === 'container' && image ? `: ${inlineCode(image)}` : '';
  return `The ${here.kind} ${inlineCode(here.name)}${what}`;
}
