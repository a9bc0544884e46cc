import { isDeepStrictEqual } from 'node:util';
import { pointerParts, type Finding, type Path, type TaskDefinition } from '../../../server/index';
import type { Difference, Refusal } from '../notice';
import { withOverrides, type Overrides } from '../overrides';
import type { RunOptions } from '../plan';
import { launchTypeIn } from '../taskScope';
import type { LocalFile } from './file';
import type { WhereIn } from './place';

/** A file of overrides, and what it makes of a definition. */
export interface FromLocalFile {
  readonly file: LocalFile;
  /** What stands there for RunTask. */
  readonly handed: Overrides | undefined;
  readonly whole: Overrides | undefined;
  readonly at: WhereIn;
}

export interface OnEcs {
  readonly refusals: readonly Refusal[];
  readonly differences: readonly Difference[];
}

/**
 * What ECS would say of the task that is run, where that is not the file as it was checked: with the overrides that
 * RunTask would get, and as the launch type that was asked for. The rules of the file say it. What the file of overrides
 * says for this machine alone never gets to ECS, so of that it is only told.
 */
export async function onEcs(
  definition: TaskDefinition,
  { target, launchType, severities = {} }: Pick<RunOptions, 'target' | 'launchType' | 'severities'>,
  local?: FromLocalFile,
): Promise<OnEcs> {
  const handed = withoutEffect(definition, withOverrides(definition, local?.handed));
  const here = withoutEffect(definition, withOverrides(definition, local?.whole));
  const listed = definition.requiresCompatibilities ?? [];
  const isAnother = target !== undefined && !listed.includes(target);
  const isHanded = !isDeepStrictEqual(handed, definition);
  const isOther = !isDeepStrictEqual(here, handed);
  if (!isAnother && !isHanded && !isOther) return { refusals: [], differences: [] };
  // Only where it is needed: the rules are half a megabyte.
  const { newErrors } = await import('../../../server/index.js');
  const as = target ?? launchTypeIn(definition) ?? launchType;
  const rules = { severities };
  const byType = isAnother ? newErrors({ definition }, { definition, as }, rules) : [];
  const byHanded = isHanded ? newErrors({ definition, as }, { definition: handed, as }, rules) : [];
  const byOther = isOther ? newErrors({ definition: handed, as }, { definition: here, as }, rules) : [];
  const elsewhere =
    listed.length > 0 ? `run the task as ${listed.join(' or ')}` : 'run it without choosing a launch type';
  return {
    refusals: [
      ...byType.map(({ rule, pointer, message }) => ({
        code: rule,
        pointer,
        text: `As ${target}, ECS refuses this task: ${message} (${rule}).`,
        next: `Change that, or ${elsewhere}.`,
      })),
      ...byHanded.map((finding) => refusedByRunTask(finding, definition, local)),
    ],
    differences: byOther.filter(isNoLog).map(({ rule, pointer, message }) => ({
      code: rule,
      pointer,
      text: `ECS would refuse what ${local?.whole?.from} says for this machine: ${message} (${rule}).`,
    })),
  };
}

/** Another log driver stands there because of this machine's engine: there is nothing to tell. */
const isNoLog = ({ pointer }: Finding): boolean => !pointer.includes('/logConfiguration');

/** Nothing is done here with these two, and what RunTask takes for them is told nowhere to the end. */
function withoutEffect(
  { ephemeralStorage, inferenceAccelerators }: TaskDefinition,
  { ephemeralStorage: _, inferenceAccelerators: __, ...overridden }: TaskDefinition,
): TaskDefinition {
  return {
    ...overridden,
    ...(ephemeralStorage && { ephemeralStorage }),
    ...(inferenceAccelerators && { inferenceAccelerators }),
  };
}

function refusedByRunTask(
  { rule, pointer, related, message }: Finding,
  definition: TaskDefinition,
  local: FromLocalFile | undefined,
): Refusal {
  const pointers = [pointer, ...related.map((one) => one.pointer)];
  const paths = pointers.map((one) => placeOf(one, definition, local?.file ?? {}));
  const path = paths.find((one) => one !== undefined) ?? ['overrides'];
  const at = local?.at(path) ?? '';
  return {
    code: rule,
    pointer,
    at,
    text: `${at} ECS refuses the task with this: ${message} (${rule}).`,
    next: 'Correct it there. What is for this machine alone stands outside of "overrides".',
  };
}

/** Where the file of overrides gives what stands at a pointer into the definition, or else the task's own limit for it. */
function placeOf(pointer: string, definition: TaskDefinition, { overrides = {} }: LocalFile): Path | undefined {
  const [member = '', index, own = '', ...rest] = pointerParts(pointer);
  const ofTask = (name: string) => (Object.hasOwn(overrides, name) ? ['overrides', name] : undefined);
  if (member !== 'containerDefinitions') return ofTask(member);
  const name = definition.containerDefinitions?.[Number(index)]?.name;
  const entries = overrides.containerOverrides ?? [];
  const entry = entries.findLastIndex((one) => one.name === name);
  return entry >= 0 && Object.hasOwn(entries[entry]!, own)
    ? ['overrides', 'containerOverrides', entry, own, ...rest]
    : ofTask(own);
}
