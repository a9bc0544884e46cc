import { type SchemaNode, taskNode } from '../schema/lookup';

let names: ReadonlySet<string> | undefined;

/** The names of all members of a task definition, in lower case. */
export const memberNames = (): ReadonlySet<string> => (names ??= new Set(namesBelow(taskNode)));

function namesBelow(node: SchemaNode): string[] {
  const own = [...node.members].flatMap(([name, member]) => [name.toLowerCase(), ...namesBelow(member)]);
  return node.items ? [...own, ...namesBelow(node.items)] : own;
}
