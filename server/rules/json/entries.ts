import type { Field } from '../../document/field';
import type { SchemaNode } from '../../schema/lookup';

/** The two members of each item, for the lists that other tools write as an object of names and values. */
const pairs: Readonly<Record<string, readonly [name: string, value: string]>> = {
  KeyValuePair: ['name', 'value'],
  Secret: ['name', 'valueFrom'],
  Tag: ['key', 'value'],
  SystemControl: ['namespace', 'value'],
  HostEntry: ['hostname', 'ipAddress'],
};

/** The list that an object stands for: its one item, or a pair for each of its members; undefined for anything else. */
export function entriesOf(field: Field, item: SchemaNode): unknown[] | undefined {
  const members = field.members();
  if (members.some(({ name }) => name !== undefined && item.members.has(name))) return [field.toJson()];
  const pair = pairs[item.shape ?? ''];
  if (!pair || !members.every(({ type }) => type === 'string' || type === 'number' || type === 'boolean'))
    return undefined;
  return members.map((member) => pairOf(item, member.name ?? '', String(member.node.value)));
}

/** `NAME=VALUE` as an item; undefined for shapes that are no pairs, and for texts without a name. */
export function pairIn(text: string, item: SchemaNode): unknown {
  const [, name, value = ''] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  return name === undefined ? undefined : pairOf(item, name, value);
}

function pairOf(item: SchemaNode, name: string, value: string): Record<string, string> | undefined {
  const pair = pairs[item.shape ?? ''];
  return pair && { [pair[0]]: name, [pair[1]]: value };
}
