import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Node } from 'jsonc-parser';
import type { Field } from '../../document/field';
import { isInCommand } from '../../document/placeholder';
import { toFilePath } from '../../document/taskPath';
import type { Place } from './place';
import type { Suggestion } from './suggestion';
import { Uses, byCount, counted } from './uses';

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
  if (unique.has(place.node.id) || isInCommand(place.path)) return [];
  return (
    usage(place)
      .get(nameOfEntry(place))
      ?.offered(place.field?.text ?? '', place.beside) ?? []
  );
}

/** The texts in use, by the name beside them. */
type Usage = ReadonlyMap<string | undefined, Uses>;

/** The usage at places like this one, counted once for each text. */
function usage(place: Place): Usage {
  const known = place.task.remembered(usages);
  const usage = known.get(place.pattern) ?? count(place);
  known.set(place.pattern, usage);
  return usage;
}

const usages = (): Map<string, Usage> => new Map();

function count(place: Place): Usage {
  const isValue = isEntryValue(place.path);
  const texts = new Map<string | undefined, string[]>();
  for (const { node, text } of fieldsLike(place)) {
    if (text === undefined) continue;
    const name = isValue ? nameBeside(node) : undefined;
    const known = texts.get(name);
    if (known) known.push(text);
    else texts.set(name, [text]);
  }
  return new Map([...texts].map(([name, each]) => [name, new Uses(counted(each))]));
}

/** Names that the same map elsewhere has: labels, options. Without those that are present here. */
export function usedKeys(place: Place, present: ReadonlySet<string>): Suggestion[] {
  const maps = fieldsLike(place).filter(({ node }) => node !== place.field?.node);
  const names = counted(maps.flatMap((map) => map.members().map(({ name }) => name)));
  for (const name of present) names.delete(name);
  return byCount(names).map(([name]) => ({
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

const isEntryValue = (path: Place['path']): boolean => path.at(-1) === 'value' || path.at(-1) === 'valueFrom';

/** Of the value of a variable, secret or tag: what it is called. */
function nameOfEntry(place: Place): string | undefined {
  const siblings = isEntryValue(place.path) ? place.around : undefined;
  return siblings?.member('name')?.text ?? siblings?.member('key')?.text;
}

function nameBeside({ parent }: Node): string | undefined {
  for (const { children } of parent?.parent?.children ?? []) {
    const name: unknown = children?.[0]?.value;
    if (name === 'name' || name === 'key') return children?.[1]?.value as string | undefined;
  }
  return undefined;
}
