import type { Node } from 'jsonc-parser';

/** The plain JSON value of a tree. `null` members and items are left out; of repeated names the last one counts. */
export function plainOf(node: Node): unknown {
  switch (node.type) {
    case 'object':
      return plainObject(node, (value) => (value.type === 'null' ? undefined : plainOf(value)));
    case 'array':
      return (node.children ?? []).filter(({ type }) => type !== 'null').map(plainOf);
    default:
      return node.value as unknown;
  }
}

/** An object of what `read` makes of each member's value; members for which it gives undefined are left out. */
export function plainObject(node: Node, read: (value: Node) => unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const property of node.children ?? []) {
    const [key, typed] = property.children!;
    if (!typed) continue; // half-typed: a name without a value yet
    const name = key!.value as string;
    const value = read(typed);
    if (value === undefined) delete result[name];
    else if (name === '__proto__') define(result, name, value);
    else result[name] = value;
  }
  return result;
}

/** Assigning to `__proto__` would change what the object is; here it is a name like any other. */
const define = (object: object, name: string, value: unknown): unknown =>
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
