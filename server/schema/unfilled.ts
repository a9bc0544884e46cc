import { hasPlaceholder } from '../document/placeholder';
import { pointerParts } from '../document/pointer';
import type { TaskDefinition } from '../model/taskDefinition';
import { validateTask } from './generated/validator';

/** A text of a template that nothing has filled in, where the API takes something else. */
export interface Unfilled {
  /** JSON Pointer into the task definition. */
  readonly pointer: string;
  readonly text: string;
}

/**
 * Where a definition without errors cannot be run all the same: a placeholder stands for a number, for `true` or
 * `false`, for a list or for one of certain words. Rules are silent about it, since nobody knows what it will be.
 */
export function unfilled(definition: TaskDefinition): readonly Unfilled[] {
  if (validateTask(definition)) return [];
  return (validateTask.errors ?? []).flatMap(({ keyword, instancePath: pointer }) => {
    const value = valueAt(definition, pointer);
    if (typeof value !== 'string' || (keyword !== 'type' && keyword !== 'enum')) return [];
    return hasPlaceholder(value) ? [{ pointer, text: value }] : [];
  });
}

function valueAt(value: unknown, pointer: string): unknown {
  const step = (at: unknown, part: string): unknown =>
    typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[part] : undefined;
  return pointerParts(pointer).reduce(step, value);
}
