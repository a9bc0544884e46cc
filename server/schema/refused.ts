import type { Field } from '../document/field';
import type { TaskView } from '../document/view';
import type { NetworkMode } from '../model/taskDefinition';
import { type SchemaNode, taskNode } from './lookup';

/** Constraints that hold whether or not a launch type takes the member: they say what it is, not how much. */
const aboutShape: ReadonlySet<string> = new Set(['type', 'additionalProperties']);

/**
 * Whether the member, or what it stands in, is refused as a whole by a launch type, network mode or system of the task. Another rule
 * says so; what is wrong inside is then no second finding (ruling 34).
 */
export function isRefused(
  task: TaskView | undefined,
  { field, node }: { readonly field: Field; readonly node: SchemaNode },
  keyword: string,
): boolean {
  if (!task?.root || task.launchTypesUnknown) return false;
  const isVolume = field.path.includes('volumes');
  if (!isVolume && aboutShape.has(keyword)) return false;
  const { launchTypes, networkModes, os } = node;
  const isElsewhere = launchTypes !== undefined && [...task.launchTypes].some((type) => !launchTypes.includes(type));
  const mode = task.networkMode;
  const isOtherMode =
    keyword === 'pattern' && networkModes !== undefined && isNetworkMode(mode) && !networkModes.includes(mode);
  return (
    isElsewhere ||
    isOtherMode ||
    (isVolume && os !== undefined && task.os !== undefined && os.toLowerCase() !== task.os)
  );
}

const isNetworkMode = (mode: NetworkMode | undefined): mode is NetworkMode =>
  taskNode.members.get('networkMode')?.values.some(({ value }) => value === mode) ?? false;
