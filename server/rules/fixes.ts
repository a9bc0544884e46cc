import type { Field } from '../document/field';
import type { Path } from '../document/pointer';
import type { Fix } from './define';

/** Fixes many rules share. `safe` ones cannot change what the task does. */

export const removeMember = (field: Field, options: { safe?: true; title?: string } = {}): Fix => ({
  title: options.title ?? `Remove "${String(field.path.at(-1))}"`,
  ...(options.safe && { safe: true }),
  changes: () => [{ remove: field.path }],
});

export const setValue = (path: Path, to: unknown, options: { safe?: true; title?: string } = {}): Fix => ({
  title: options.title ?? `Change to ${JSON.stringify(to)}`,
  ...(options.safe && { safe: true }),
  changes: () => [{ set: path, to }],
});

export const addMember = (
  object: Field,
  name: string,
  to: unknown,
  options: { safe?: true; title?: string; at?: number } = {},
): Fix => ({
  title: options.title ?? `Add "${name}": ${JSON.stringify(to)}`,
  ...(options.safe && { safe: true }),
  changes: () => [{ set: [...object.path, name], to, ...(options.at !== undefined && { at: options.at }) }],
});
