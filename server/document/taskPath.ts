import type { Path } from './pointer';
import type { DocumentForm } from './recognise';

/** What stands in the file around the place where a path of the task definition begins, or what of that path is left out. */
const offsets: Partial<Record<DocumentForm, { readonly around: Path; readonly dropped: Path }>> = {
  'task-definition': { around: [], dropped: [] },
  'describe-output': { around: ['taskDefinition'], dropped: [] },
  'container-array': { around: [], dropped: ['containerDefinitions'] },
  'single-container': { around: [], dropped: ['containerDefinitions', 0] },
};

/**
 * Where a place of the file lies in the task definition: `/taskDefinition/cpu` of describe output is `/cpu`, `/2/name` of
 * a bare container array is `/containerDefinitions/2/name`. Undefined where it lies outside.
 */
export function toTaskPath(form: DocumentForm, path: Path): Path | undefined {
  const offset = offsets[form];
  if (!offset || !offset.around.every((part, index) => path[index] === part)) return undefined;
  return [...offset.dropped, ...path.slice(offset.around.length)];
}

/** A path with `*` for every index: `containerDefinitions.*.cpu`. */
export const patternOf = (path: Path): string => path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');

/** The way back: where a path (or pattern) of the task definition stands in the file; undefined where the form has no such place. */
export function toFilePath(form: DocumentForm, path: Path): Path | undefined {
  const offset = offsets[form];
  if (!offset || !offset.dropped.every((part, index) => path[index] === part || path[index] === '*')) return undefined;
  return [...offset.around, ...path.slice(offset.dropped.length)];
}
