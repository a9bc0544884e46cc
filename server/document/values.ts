import type { Node } from 'jsonc-parser';

/** Several rules walk the whole tree of the same file. */
const known = new WeakMap<Node, readonly Node[]>();

/** Every value inside a value, itself included, from outside in and in the order of the text; `null` ones too. */
export function valuesIn(node: Node): readonly Node[] {
  let values = known.get(node);
  if (!values) known.set(node, (values = collect(node, [])));
  return values;
}

function collect(node: Node, values: Node[]): Node[] {
  values.push(node);
  if (!node.children) return values;
  for (const child of node.children) {
    const value = child.type === 'property' ? child.children?.[1] : child;
    if (value?.children) collect(value, values);
    else if (value) values.push(value);
  }
  return values;
}
