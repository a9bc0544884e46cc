import { parseDocument } from '../document/document';
import type { LaunchType, TaskDefinition } from '../model/taskDefinition';
import { lint } from './engine';
import type { Finding, LintOptions } from './finding';

/** A definition, and the launch type it is to be read for where that is not what it says itself. */
export interface Asked {
  readonly definition: TaskDefinition;
  readonly as?: LaunchType | undefined;
}

/**
 * The errors of a definition that another one has not: those that overrides bring, or the launch type a run asks for.
 * Where something was wrong before, nothing is said: a comment has turned that rule off, or a value of a template's own
 * form stands there, which nobody here can read. Rules that are turned off or down count as the options say; those that
 * are turned up do not, for that is no refusal of ECS.
 */
export function newErrors(before: Asked, after: Asked, options: LintOptions = {}): readonly Finding[] {
  const known = new Set(errorsOf(before).map(({ pointer }) => pointer));
  return errorsOf(after, turnedDown(options)).filter(
    ({ pointer, related }) => ![pointer, ...related.map((one) => one.pointer)].some((at) => known.has(at)),
  );
}

const errorsOf = ({ definition, as }: Asked, options?: LintOptions): readonly Finding[] =>
  lint(parseDocument(JSON.stringify(definition), { expected: true, ...(as && { as }) }), options).filter(
    ({ severity }) => severity === 'error',
  );

const turnedDown = ({ severities = {} }: LintOptions): LintOptions => ({
  severities: Object.fromEntries(Object.entries(severities).filter(([, is]) => is !== 'error' && is !== 'on')),
});
