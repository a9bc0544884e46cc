import { CompletionItemKind } from 'vscode-languageserver-types';
import { dependencyConditions } from './conditions';
import { legalValues } from './legal';
import { logOptionValuesAt } from './logOptions';
import { names } from './names';
import { type Place, fieldAtPath } from './place';
import { taskSizes } from './sizes';
import { skeleton } from './skeleton';
import type { Suggestion } from './suggestion';

/** What could stand here as a value. The first kind of thing that has an answer gives it. */
const sources: readonly ((place: Place) => Suggestion[])[] = [
  names,
  taskSizes,
  dependencyConditions,
  logOptionValuesAt,
  enumValues,
  booleans,
  numbers,
  structures,
  examples,
];

export function values(place: Place): Suggestion[] {
  for (const source of sources) {
    const suggestions = source(place);
    if (suggestions.length > 0) return suggestions;
  }
  return [];
}

/** Of a list whose items are to differ, only what is not in it yet. */
function enumValues(place: Place): Suggestion[] {
  const { node, task } = place;
  if (node.type === 'array') return [];
  const taken = typeof place.path.at(-1) === 'number' ? textsBeside(place) : [];
  return legalValues(node, task)
    .filter(({ value }) => !taken.includes(value))
    .map(({ value, description }) => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      detail: value === node.default ? 'default' : undefined,
      documentation: description,
      write: (writer) => writer.json(value),
    }));
}

function textsBeside({ document, cursor }: Place): (string | undefined)[] {
  const list = fieldAtPath(document.root, cursor.path.slice(0, -1));
  return (list?.items() ?? []).filter((item) => item.path.at(-1) !== cursor.path.at(-1)).map(({ text }) => text);
}

/** What differs from the default comes first: that is why somebody writes the member at all. */
function booleans({ node }: Place): Suggestion[] {
  if (node.type !== 'boolean') return [];
  return [node.default !== true, node.default === true].map((value) => ({
    label: String(value),
    kind: CompletionItemKind.Value,
    detail: value === node.default ? 'default' : undefined,
    write: () => String(value),
  }));
}

function numbers({ node }: Place): Suggestion[] {
  if (node.type !== 'integer' || typeof node.default !== 'number') return [];
  const label = String(node.default);
  return [{ label, kind: CompletionItemKind.Value, detail: 'default', write: () => label }];
}

/** The beginning of an object or list. */
function structures({ node, task }: Place): Suggestion[] {
  if (node.type !== 'object' && node.type !== 'array') return [];
  const label = node.type === 'array' ? `[ ${node.name ?? ''} ]` : `{ ${node.name ?? node.shape ?? ''} }`;
  return [{ label, kind: CompletionItemKind.Struct, write: (writer) => skeleton(node, task, writer) }];
}

function examples({ node }: Place): Suggestion[] {
  const offered = [...node.examples, ...(typeof node.default === 'string' ? [node.default] : [])];
  return [...new Set(offered)].map((value) => ({
    label: value,
    kind: CompletionItemKind.Value,
    detail: value === node.default ? 'default' : undefined,
    write: (writer) => writer.json(value),
  }));
}
