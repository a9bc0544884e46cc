import { parseDocument } from '../document/document';
import type { LaunchType, TaskDefinition } from '../model/taskDefinition';
import { lint } from './engine';
import type { Finding } from './finding';

/** A definition, and the launch type it is to be read for where that is not what it says itself. */
export interface Asked {
  readonly definition: TaskDefinition;
  readonly as?: LaunchType | undefined;
}

/**
 * The errors of a definition that another one has not: those that overrides bring, or the launch type a run asks for.
 * Where something was wrong before, nothing is said: somebody has turned that rule off, or a value of a template's own
 * form stands there, which nobody here can read.
 */
export function newErrors(before: Asked, after: Asked): readonly Finding[] {
  const known = new Set(errorsOf(before).map(({ pointer }) => pointer));
  return errorsOf(after).filter(
    ({ pointer, related }) => ![pointer, ...related.map((one) => one.pointer)].some((at) => known.has(at)),
  );
}

const errorsOf = ({ definition, as }: Asked): readonly Finding[] =>
  lint(parseDocument(JSON.stringify(definition), { expected: true, ...(as && { as }) })).filter(
    ({ severity }) => severity === 'error',
  );
