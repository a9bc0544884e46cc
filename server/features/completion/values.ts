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

/** What belongs at a place that takes only that: the first that has an answer gives it. */
const closed: readonly Source[] = [names, taskSizes, dependencyConditions, enumValues, booleans, blocks];

/** What may stand at a place that takes any text or number: all of it, the most particular first. */
const open: readonly Source[] = [arns, logOptionValuesAt, numbers, texts, used, examples];

export function values(place: Place): Suggestion[] {
  for (const source of closed) {
    const suggestions = source(place);
    if (suggestions.length > 0) return suggestions;
  }
  const byLabel = new Map<string, Suggestion>();
  for (const suggestion of open.flatMap((source) => source(place)))
    if (!byLabel.has(suggestion.label)) byLabel.set(suggestion.label, suggestion);
  return [...byLabel.values()];
}

/** Of a list whose items are to differ, only what is not in it yet. */
function enumValues(place: Place): Suggestion[] {
  const { node, task, path } = place;
  const values = node.type === 'array' ? [] : legalValues(node, task);
  if (values.length === 0) return [];
  const taken = place.taken();
  return values
    .filter(({ value }) => !taken.has(value))
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
  if (node.type !== 'boolean') return [];
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
  if (node.type !== 'string') return [];
  const offered = [...node.examples, ...(typeof node.default === 'string' ? [node.default] : [])];
  if (offered.length === 0) return [];
  const taken = place.taken();
  return offered
    .filter((value) => !taken.has(value))
    .map((value) => ({
      label: value,
      kind: CompletionItemKind.Value,
      detail: value === node.default ? 'default' : undefined,
      insert: value,
    }));
}
