import type { Field } from '../../document/field';
import type { Path } from '../../document/pointer';
import type { ContainerField, TaskView } from '../../document/view';

/** What is known around a place that is being written. */
export interface Context {
  readonly task: TaskView;
  /** From the root of the task definition. */
  readonly path: Path;
  /** Of a new member: the object it goes into. */
  readonly field?: Field | undefined;
}

/** The container the place lies in. */
export function ownContainer({ task, path }: Context): ContainerField | undefined {
  const index = path[0] === 'containerDefinitions' ? path[1] : undefined;
  return task.containers.find((container) => container.path.at(-1) === index && index !== undefined);
}

/** Names of the containers that the one here could wait for: all others, except those that wait for it. */
export function containersToWaitFor(context: Context): readonly string[] {
  const { task } = context;
  const own = ownContainer(context)?.get('name')?.text;
  const known = task.remembered(waitable);
  const names = known.get(own) ?? namesToWaitFor(task, own);
  known.set(own, names);
  return names;
}

/** By the container that would wait: half a dozen members and blocks of one answer ask about the same. */
const waitable = (): Map<string | undefined, readonly string[]> => new Map();

const namesToWaitFor = (task: TaskView, own: string | undefined): readonly string[] =>
  containerNames(task).filter((name) => name !== own && !(own !== undefined && waitsFor(task, name, own)));

/** The names of the task's containers, each once. */
export const containerNames = (task: TaskView): readonly string[] => task.remembered(readNames);

const readNames = ({ containers }: TaskView): readonly string[] => [
  ...new Set(containers.flatMap((container) => container.get('name')?.text || [])),
];

/** Whether a container waits for another, directly or through others. */
export function waitsFor(task: TaskView, name: string, other: string): boolean {
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const targets = (task.container(next)?.get('dependsOn')?.items() ?? []).flatMap(
      (item) => item.get('containerName')?.text ?? [],
    );
    if (targets.includes(other)) return true;
    open.push(...targets);
  }
  return false;
}

/** Whether every container has to bring its own memory, since neither Fargate nor the task gives it. */
export const needsMemory = ({ root, launchTypes, isFargate }: TaskView): boolean =>
  launchTypes.size > 0 && !isFargate && root?.get('memory') === undefined;

/** Whether a container of the task routes logs: there is one at most. */
export const hasRouter = ({ containers }: TaskView): boolean =>
  containers.some((container) => container.get('firelensConfiguration') !== undefined);
