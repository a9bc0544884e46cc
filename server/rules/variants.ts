import type { Field } from '../document/field';

const letters = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

/**
 * Whether the member is there under another spelling (`ContainerPort`, `container_port`). The spelling is reported by
 * itself, so that the member is not called missing as well.
 */
export function hasVariant(object: Field, name: string): boolean {
  const wanted = letters(name);
  return object.members().some((member) => member.type !== 'null' && letters(member.name ?? '') === wanted);
}
