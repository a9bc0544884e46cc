import type { Document } from '../document/document';
import type { Field } from '../document/field';
import type { ContainerField, TaskView, VolumeField } from '../document/view';

/**
 * What a name refers to. `unknowable` when the file cannot tell: a placeholder, a name still being typed, or a fragment
 * whose siblings live elsewhere. Only `missing` may be called an error.
 */
export type Reference<T> = { readonly to: T } | 'missing' | 'unknowable';

export function findContainer(task: TaskView, document: Document, name: Field | undefined): Reference<ContainerField> {
  const text = name?.text;
  if (!name || !text) return 'unknowable';
  const to = task.container(text);
  if (to) return { to };
  return name.unknown || !task.containerNamesComplete || document.form === 'single-container'
    ? 'unknowable'
    : 'missing';
}

export function findVolume(task: TaskView, name: Field | undefined): Reference<VolumeField> {
  const text = name?.text;
  if (!name || !text || !task.root) return 'unknowable';
  const to = task.volume(text);
  if (to) return { to };
  return name.unknown || !task.volumeNamesComplete ? 'unknowable' : 'missing';
}

/** The target, or undefined when there is none or it cannot be known. */
export const targetOf = <T>(reference: Reference<T>): T | undefined =>
  typeof reference === 'string' ? undefined : reference.to;
