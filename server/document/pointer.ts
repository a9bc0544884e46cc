import type { Node } from 'jsonc-parser';

/** A path into a JSON value: member names and array indexes, from the root of the file. */
export type Path = readonly (string | number)[];

/** The path of a value in its tree. */
export function pathOf(node: Node): Path {
  const path: (string | number)[] = [];
  for (let value = node; value.parent;) {
    const holder: Node = value.parent;
    if (holder.type === 'property') {
      path.push(holder.children![0]!.value as string);
      value = holder.parent ?? holder;
    } else {
      path.push(holder.children!.indexOf(value));
      value = holder;
    }
  }
  return path.reverse();
}

/** The JSON Pointer (RFC 6901) of a path. The root is the empty string. */
export function pointerOf(path: Path): string {
  let pointer = '';
  for (const part of path) pointer += `/${typeof part === 'string' ? escaped(part) : part}`;
  return pointer;
}

/** Few names hold what has to be escaped. */
const escaped = (name: string): string => (/[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name);

/** The member names and indexes of a JSON Pointer, all as strings, since a pointer does not tell them apart. */
export function pointerParts(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
