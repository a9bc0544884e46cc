import type { Document } from '../document/document';

/** The names of members that stood in the one and not in the other, in the order of the text, each once. */
export function withoutMembers(before: Document, after: Document): string[] {
  const lost = new Set<string>();
  compare(before.root?.toJson(), after.root?.toJson(), lost);
  return [...lost];
}

function compare(before: unknown, after: unknown, lost: Set<string>): void {
  if (!isObject(before) || !isObject(after)) return;
  for (const [name, value] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) compare(value, after[name], lost);
    else if (!Array.isArray(before)) lost.add(name);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
