import type { Document } from '../document/document';
import { Field } from '../document/field';
import type { Anchor } from '../document/span';
import { losesMembers } from '../document/syntax';
import type { TaskView } from '../document/view';
import { lint } from '../lint/engine';
import type { Finding, LintOptions } from '../lint/finding';
import { launchTypes } from '../model/launchTypes';
import type { LaunchType } from '../model/taskDefinition';
import { lookupIn } from '../schema/lookup';

/** Whether a task definition fits one sort of capacity. */
export interface Capacity {
  readonly type: LaunchType;
  /** `unsure`: nothing that can be seen is in the way, but some values are filled in later. */
  readonly fits: 'yes' | 'unsure' | 'no';
  /** The errors that this type brings, in the order of the text. */
  readonly inTheWay: readonly Finding[];
}

export interface CapacityReport {
  readonly capacities: readonly Capacity[];
  /** Errors that stand in the way of every type, so they are no reason to choose another. */
  readonly everywhere: readonly Finding[];
  /** Values that are filled in later and might be in the way. */
  readonly unknown: readonly Anchor[];
}

/**
 * Which capacities the file fits: for each type the errors it would have if `requiresCompatibilities` named that type alone.
 * There is no second table: the rules say it. A rule that is turned off stays silent; other chosen severities do not count.
 * Undefined where there is no whole definition to judge (a bare list of containers, another spelling).
 */
export function capacitiesOf(document: Document, options: LintOptions = {}): CapacityReport | undefined {
  const { task, form } = document;
  if (task?.root?.type !== 'object' || form === 'pascal-case' || form === 'other') return undefined;
  const severities = onlyOff(options.severities);
  const errorsOf = (view: TaskView): readonly Finding[] =>
    lint({ ...document, task: view }, { ...options, severities }).filter(({ severity }) => severity === 'error');
  const errors = launchTypes.map((type) => {
    const found = errorsOf(task.assuming(type));
    return type === 'FARGATE' && isInOtherMode(task) ? merged(found, errorsOf(task.assuming(type, 'awsvpc'))) : found;
  });
  const counts = new Map<string, number>();
  for (const of of errors) for (const key of new Set(of.map(identity))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isEverywhere = (finding: Finding): boolean => counts.get(identity(finding)) === launchTypes.length;

  const unknown = unknownIn(document);
  const isUnsure =
    unknown.length > 0 || document.gaps.length > 0 || document.isTorn || document.problems.some(losesMembers);
  return {
    capacities: launchTypes.map((type, index) => {
      const inTheWay = errors[index]!.filter((finding) => !isEverywhere(finding));
      return { type, fits: inTheWay.length > 0 ? 'no' : isUnsure ? 'unsure' : 'yes', inTheWay };
    }),
    everywhere: errors[0]!.filter(isEverywhere),
    unknown,
  };
}

/** Fargate has one network mode, so what that one does not take is in the way of a file in another, too. */
const isInOtherMode = (task: TaskView): boolean => {
  const mode = task.root?.get('networkMode');
  return mode === undefined || (mode.known !== undefined && mode.known !== 'awsvpc');
};

/** Both lists, each finding once, in the order of the text. */
function merged(found: readonly Finding[], further: readonly Finding[]): Finding[] {
  const seen = new Set(found.map(identity));
  const news = further.filter((finding) => !seen.has(identity(finding)));
  return [...found, ...news].sort((a, b) => a.span.offset - b.span.offset);
}

const nothingOff: NonNullable<LintOptions['severities']> = {};
const known = new WeakMap<object, NonNullable<LintOptions['severities']>>();

/** The rules that are turned off, as one object for each object of severities: what rules to ask is planned by it. */
function onlyOff(severities: LintOptions['severities']): NonNullable<LintOptions['severities']> {
  if (!severities) return nothingOff;
  const off =
    known.get(severities) ??
    Object.fromEntries(Object.entries(severities).filter(([, severity]) => severity === 'off'));
  known.set(severities, off);
  return off;
}

const identity = ({ rule, pointer }: Finding): string => `${rule} ${pointer}`;

/**
 * Placeholders in values that could decide: numbers, switches, sizes and choices. Free text (names, environment, roles) fits
 * everywhere, except an image without an execution role, since a private one needs that on some types.
 */
function unknownIn(document: Document): Anchor[] {
  const root = document.task!.root!;
  const hasRole = root.get('executionRoleArn') !== undefined;
  return root.nodes
    .map((node) => Field.of(node))
    .filter((field) => {
      if (!field.unknown || field.path.includes('requiresCompatibilities')) return false;
      const node = lookupIn(document, field.path);
      if (!node) return false;
      if (node.name === 'image') return !hasRole && /^[^/:@]*\$|^[<{#%]/.test(field.text ?? '');
      return node.type !== 'string' || node.values.length > 0 || node.unit !== undefined;
    })
    .map((field) => field.value);
}
