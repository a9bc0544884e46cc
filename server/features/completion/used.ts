import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Node } from 'jsonc-parser';
import type { Field } from '../../document/field';
import { isInCommand } from '../../document/placeholder';
import { toFilePath } from '../../document/taskPath';
import { memberId } from './legal';
import { type Place, siblingsOf } from './place';
import type { Suggestion } from './suggestion';

/** What the file itself says elsewhere, most said first: the best guess at what somebody means to say again. */

/** Names that have to differ, so that one in use is the one that cannot be meant. */
const unique: ReadonlySet<string> = new Set([
  'TaskDefinition.family',
  'ContainerDefinition.name',
  'Volume.name',
  'PortMapping.name',
]);

/** Texts at the same place of other containers and items. Of a variable, only what has the same name elsewhere. */
export function used(place: Place): Suggestion[] {
  if (place.node.type !== 'string' || unique.has(memberId(place.node)) || isInCommand(place.path)) return [];
  const own = place.field?.text;
  const taken = place.taken();
  const suggestions: Suggestion[] = [];
  for (const [text, count] of usage(place).get(nameOfEntry(place)) ?? []) {
    const isElsewhere = text !== own || count > 1;
    if (isElsewhere && text !== '' && !taken.has(text))
      suggestions.push({ label: text, kind: CompletionItemKind.Value, detail: 'in this file', insert: text });
  }
  return suggestions;
}

/** How often each text occurs, the most frequent first, by the name beside it. */
type Usage = ReadonlyMap<string | undefined, readonly (readonly [text: string, count: number])[]>;

/** The usage at places like this one, counted once for each text. */
function usage(place: Place): Usage {
  const pattern = place.path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
  const known = place.task.remembered(usages);
  const counted = known.get(pattern) ?? count(place);
  known.set(pattern, counted);
  return counted;
}

const usages = (): Map<string, Usage> => new Map();

function count(place: Place): Usage {
  const isValue = isEntryValue(place.path);
  const usage = new Map<string | undefined, Map<string, number>>();
  for (const { node } of fieldsLike(place)) {
    if (node.type !== 'string') continue;
    const name = isValue ? nameBeside(node) : undefined;
    const counts = usage.get(name) ?? new Map<string, number>();
    usage.set(name, counts);
    const text = node.value as string;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Map([...usage].map(([name, counts]) => [name, byCount(counts)]));
}

/** Names that the same map elsewhere has: labels, options. */
export function usedKeys(place: Place): Suggestion[] {
  const maps = fieldsLike(place).filter(({ node }) => node !== place.field?.node);
  return byCount(counted(maps.flatMap((map) => map.members().map(({ name }) => name)))).map(([name]) => ({
    label: name,
    kind: CompletionItemKind.Property,
    detail: 'in this file',
    insert: place.cursor.keyOnly
      ? name
      : (writer) => {
          const [[value] = ['']] = byCount(counted(maps.map((map) => map.member(name)?.text)));
          return writer.member(name, `"${writer.stop(JSON.stringify(value).slice(1, -1))}"`);
        },
  }));
}

/** Whatever stands at places like this one, in any item of the lists around it; what stands at the place itself too. */
export function fieldsLike({ document, path }: Place): readonly Field[] {
  const filePath = toFilePath(document.form, path);
  if (!filePath || !document.root) return [];
  let fields: readonly Field[] = [document.root];
  for (const part of filePath) {
    const inside: Field[] = [];
    for (const field of fields) {
      if (typeof part === 'number') for (const item of field.items()) inside.push(item);
      else push(inside, field.member(part));
    }
    fields = inside;
  }
  return fields;
}

const push = (fields: Field[], field: Field | undefined): void => {
  if (field) fields.push(field);
};

function counted(texts: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The most frequent first. */
const byCount = (counts: ReadonlyMap<string, number>): [text: string, count: number][] =>
  [...counts].sort(([, a], [, b]) => b - a);

const isEntryValue = (path: Place['path']): boolean => path.at(-1) === 'value' || path.at(-1) === 'valueFrom';

/** Of the value of a variable, secret or tag: what it is called. */
function nameOfEntry(place: Place): string | undefined {
  const siblings = isEntryValue(place.path) ? siblingsOf(place) : undefined;
  return siblings?.member('name')?.text ?? siblings?.member('key')?.text;
}

function nameBeside({ parent }: Node): string | undefined {
  for (const { children } of parent?.parent?.children ?? []) {
    const name: unknown = children?.[0]?.value;
    if (name === 'name' || name === 'key') return children?.[1]?.value as string | undefined;
  }
  return undefined;
}
