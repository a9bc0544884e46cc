import { type Document, fieldAt } from '../document/document';
import { losesMembers } from '../document/syntax';
import type { Found, Rule } from '../rules/define';

/** A container, a volume or another item next to the root of the file. */
const item = /^(?:\/taskDefinition)?(?:\/(?:containerDefinitions|volumes))?\/\d+/;

/** The item of the file a place is in; the task itself where that is none. */
const itemOf = (pointer: string): string => item.exec(pointer)?.[0] ?? '';

/** The items of the file in which something is half typed, so that what seems to be missing may be just that. */
export function halfTypedItems({ root, problems }: Document): ReadonlySet<string> {
  const items = new Set<string>();
  for (const problem of problems) {
    if (losesMembers(problem)) items.add(itemOf(fieldAt(root, problem.offset)?.pointer ?? ''));
  }
  return items;
}

/** What a rule has found, except what is perhaps about to be typed. */
export function* standing({ absence }: Rule, all: Iterable<Found>, halfTyped: ReadonlySet<string>): Iterable<Found> {
  if (absence === 'anywhere') return;
  for (const found of all) {
    const isOpen = halfTyped.has('') || halfTyped.has(itemOf(found.at.pointer));
    if (!absence || !isOpen) yield found;
  }
}
