import type { Document } from '../../../server/index';

/**
 * What a finding is about, said so that it still holds after lines, members or items were moved: its JSON Pointer, where
 * an item that has a name goes by it (`/containerDefinitions/[web]/memory`).
 */
export function placeOf(root: Document['root'], pointer: string): string {
  let field = root;
  return pointer.replaceAll(/\/([^/]*)/g, (whole, part: string) => {
    const holder = field;
    field = holder?.type === 'array' ? holder.item(Number(part)) : holder?.member(memberName(part));
    const name = holder?.type === 'array' ? field?.member('name')?.text : undefined;
    return name === undefined ? whole : `/[${name}]`;
  });
}

const memberName = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
