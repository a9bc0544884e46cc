import type { Node } from 'jsonc-parser';

/** Every value inside a value, itself included, from outside in and in the order of the text; `null` ones too. */
export function valuesIn(node: Node, values: Node[] = []): readonly Node[] {
  values.push(node);
  if (!node.children) return values;
  for (const child of node.children) {
    const value = child.type === 'property' ? child.children?.[1] : child;
    if (value?.children) valuesIn(value, values);
    else if (value) values.push(value);
  }
  return values;
}

/** The values inside a value, looked for once however often somebody asks. */
export class Values {
  readonly all: readonly Node[];
  readonly #ofType: { [type in Node['type']]?: readonly Node[] } = {};

  constructor(node: Node) {
    this.all = valuesIn(node);
  }

  of(type: Node['type']): readonly Node[] {
    return (this.#ofType[type] ??= this.all.filter((node) => node.type === type));
  }
}
