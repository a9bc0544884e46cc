import type { ContainerField, VolumeField } from '../document/view';
import type { Field } from '../document/field';
import type { Anchor } from '../document/span';

/** `container "web"`; `container 2` when it has no name to call it by. */
export const containerLabel = (container: ContainerField): string => labelled('container', container);

/** `volume "data"`; `volume 2` when it has no name. */
export const volumeLabel = (volume: VolumeField): string => labelled('volume', volume);

function labelled(kind: string, field: ContainerField | VolumeField): string {
  const name = field.member('name')?.text;
  if (name) return `${kind} "${name}"`;
  const index = field.path.at(-1);
  return typeof index === 'number' ? `${kind} ${index + 1}` : `the ${kind}`;
}

/** The sentence with a capital at its start. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)!}`;
}

/** Points at the brace or bracket that opens an object or list: calmer than a squiggle over many lines. */
export const opening = (field: Field): Anchor => ({
  pointer: field.pointer,
  span: { offset: field.node.offset, length: Math.min(1, field.node.length) },
});

/** Where a finding about a whole container or volume stands: at its name, or at its opening when it has none. */
export function atName(field: ContainerField | VolumeField): Anchor {
  const name = field.member('name');
  return name ? name.value : opening(field);
}
