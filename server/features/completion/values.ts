import { CompletionItemKind } from 'vscode-languageserver-types';
import { arns } from './arns';
import { blocks } from './blocks/blocks';
import { dependencyConditions } from './conditions';
import { legalValues } from './legal';
import { logOptionValuesAt } from './logOptions';
import { names } from './names';
import { numbers } from './numbers';
import type { Place } from './place';
import { taskSizes } from './sizes';
import type { Suggestion } from './suggestion';
import { texts } from './texts';
import { used } from './used';

type Source = (place: Place) => Suggestion[];

/** Texts of a place that takes only those: the first that has an answer gives it. */
const closed: readonly Source[] = [names, taskSizes, dependencyConditions, enumValues];

/** Texts of a place that takes any: all of them, the most particular first. */
const open: readonly Source[] = [arns, logOptionValuesAt, texts, used, examples];

export function values(place: Place): Suggestion[] {
  switch (place.node.type) {
    case 'string':
      return textValues(place);
    case 'integer':
      return distinct([numbers(place)]);
    case 'boolean':
      return booleans(place);
    case 'object':
    case 'array':
      return blocks(place);
    case undefined: // stands only in answers of ECS
      return [];
  }
}

function textValues(place: Place): Suggestion[] {
  for (const source of closed) {
    const suggestions = source(place);
    if (suggestions.length > 0) return suggestions;
  }
  return distinct(open.map((source) => source(place)));
}

/** Of those with the same label, the first. */
function distinct(lists: readonly (readonly Suggestion[])[]): Suggestion[] {
  const byLabel = new Map<string, Suggestion>();
  for (const list of lists)
    for (const suggestion of list) if (!byLabel.has(suggestion.label)) byLabel.set(suggestion.label, suggestion);
  return [...byLabel.values()];
}

/** Of a list whose items are to differ, only what is not in it yet. */
function enumValues(place: Place): Suggestion[] {
  const { node, task, path } = place;
  const values = legalValues(node, task);
  if (values.length === 0) return [];
  return values
    .filter(({ value }) => !place.isTaken(value))
    .map(({ value, description }) => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      detail: value === node.default ? 'default' : undefined,
      about: description === undefined ? { path } : { path, value },
      insert: value,
    }));
}

/** What differs from the default comes first: that is why somebody writes the member at all. */
function booleans({ node, path }: Place): Suggestion[] {
  return [node.default !== true, node.default === true].map((value) => ({
    label: String(value),
    kind: CompletionItemKind.Value,
    detail: value === node.default ? 'default' : undefined,
    about: { path },
    insert: () => String(value),
  }));
}

function examples(place: Place): Suggestion[] {
  const { node } = place;
  const offered = [...node.examples, ...(typeof node.default === 'string' ? [node.default] : [])];
  if (offered.length === 0) return [];
  return offered
    .filter((value) => !place.isTaken(value))
    .map((value) => ({
      label: value,
      kind: CompletionItemKind.Value,
      detail: value === node.default ? 'default' : undefined,
      insert: value,
    }));
}
