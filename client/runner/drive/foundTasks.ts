import type { ContainerFactsOnEngine, EnginePort, ListedContainer } from '../enginePort';
import { adoptedState } from '../initial';
import type { Groups } from '../cgroups/groups';
import { isOfTask, label, unpackDefinition, type PlannedFrom } from '../labels';
import { withValuesOfAws, type Aws } from '../fromAws/values';
import type { GivenValues } from '../overrides';
import type { EngineInfo, TaskPlan } from '../plan';
import type { Surroundings } from '../surroundings';
import { readValues } from '../local/disk';
import { planTask } from '../planTask';
import type { ContainerState, Observation, TaskState } from '../state';
import { step } from '../step';
import { taskStatus } from '../status';
import { stopTask } from '../stopping';
import { observation, vanished } from './observation';
import type { FactsByName } from './snapshot';
import type { Remembered, Store } from './store';

/** A task as it is found on the engine, from its labels alone (runner.md §5.2). */
export interface FoundTask {
  readonly plan: TaskPlan;
  readonly state: TaskState;
  readonly facts: FactsByName;
  readonly labels: Readonly<Record<string, string>>;
  /** What it was planned with. */
  readonly around: Surroundings & { readonly given: GivenValues };
}

export interface FindingContext {
  readonly port: EnginePort;
  readonly engine: EngineInfo;
  readonly store: Store;
  readonly pauseImage: string;
  readonly aws: Aws;
  readonly groups: Pick<Groups, 'judged'>;
}

/** Tasks that are looked into at the same time: an engine asked for hundreds of containers at once answers none in time. */
const atOnce = 4;

/** All tasks with these labels, but those that are known already. Reads only. */
export async function findTasks(
  context: FindingContext,
  labels: readonly string[],
  isKnown: (taskId: string) => boolean = () => false,
): Promise<FoundTask[]> {
  const byTask = new Map<string, ListedContainer[]>();
  for (const container of await context.port.list([label.task, ...labels])) {
    const taskId = container.labels[label.task] ?? '';
    if (!isOfTask(container.labels) || isKnown(taskId)) continue;
    const containers = byTask.get(taskId);
    if (containers) containers.push(container);
    else byTask.set(taskId, [container]);
  }
  const waiting = [...byTask];
  const found: FoundTask[] = [];
  const lookInto = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const task = await findTask(context, ...next);
      if (task) found.push(task);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lookInto));
  return found;
}

async function findTask(
  context: FindingContext,
  taskId: string,
  containers: readonly ListedContainer[],
): Promise<FoundTask | undefined> {
  const inspected = await Promise.all(containers.map(async ({ id }) => context.port.inspect(id)));
  const all = inspected.flatMap((facts) => facts ?? []);
  const [first] = all;
  if (!first) return undefined;
  const { plan, around } = await planAgain(context, taskId, all);
  const judged = await Promise.all(all.map(async (one) => context.groups.judged(plan, one)));
  const facts = new Map(judged.map((one) => [one.labels[label.container] ?? one.name, one]));
  const remembered = context.store.read(taskId);
  const seen = new Map([
    ...lost(remembered ?? {}, facts),
    ...[...facts].map(([name, one]) => [name, observation(one)] as const),
  ]);
  const state = recall(adoptedState(plan, seen, Date.now()), remembered);
  return { plan, state, facts, labels: first.labels, around };
}

/** The plan follows from what the task was planned from, which its labels hold: the newest, should one have been replaced. */
async function planAgain(
  context: FindingContext,
  taskId: string,
  containers: readonly ContainerFactsOnEngine[],
): Promise<Pick<FoundTask, 'plan' | 'around'>> {
  const newestFirst = [...containers].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const packed = newestFirst.flatMap(({ labels }) => labels[label.definition] ?? [])[0];
  const planned = (packed === undefined ? undefined : unpackDefinition(packed)) ?? guess(containers);
  const createdAt = Number(containers[0]?.labels[label.created]) || containers[0]?.createdAt || 0;
  const { engine, pauseImage } = context;
  const { definition, options, images } = planned;
  const around = { taskId, createdAt, pauseImage, images, given: await readValues(definition, options) };
  return { plan: planTask(definition, options, engine, around), around };
}

/** The task with what only AWS can give, which nobody is asked for until a container is still to be made. */
export async function completed(
  task: FoundTask,
  { engine, aws }: Pick<FindingContext, 'engine' | 'aws'>,
): Promise<FoundTask> {
  const { definition, options } = task.plan;
  const given = await withValuesOfAws(definition, options, task.around.given, aws);
  const around = { ...task.around, given };
  return { ...task, around, plan: planTask(definition, options, engine, around) };
}

/** Should the label be lost or cut, the containers still tell enough to show, stop and remove the task. */
function guess(containers: readonly ContainerFactsOnEngine[]): PlannedFrom {
  const labels = containers[0]?.labels ?? {};
  const revision = labels['com.amazonaws.ecs.task-definition-version'];
  const apps = containers.filter((one) => one.labels[label.role] !== 'pause');
  return {
    definition: {
      family: labels['com.amazonaws.ecs.task-definition-family'] ?? 'unknown',
      networkMode: apps.length < containers.length ? 'awsvpc' : 'bridge',
      containerDefinitions: apps.map((one) => ({ name: one.labels[label.container] ?? one.name, image: one.image })),
    },
    options: revision === undefined ? {} : { revision },
    images: new Map(),
  };
}

/** Containers that ran, had not ended, and are gone: they were removed while nobody drove the task. */
function lost(
  { startedAt, containers = {} }: Remembered,
  facts: FactsByName,
): (readonly [name: string, seen: Observation])[] {
  if (startedAt === undefined) return [];
  return Object.entries(containers).flatMap(([name, { id, exitCode, reason }]) => {
    const isLost = id !== undefined && exitCode === undefined && reason === undefined && !facts.has(name);
    return isLost ? [[name, { ...vanished(id), startedAt }] as const] : [];
  });
}

/** Adds what the engine cannot tell: why it was stopped, what became of containers that were never made. */
function recall(state: TaskState, remembered: Remembered | undefined): TaskState {
  if (!remembered) return state;
  const { stopCode, stoppedReason, startedAt, stoppedAt } = remembered;
  const stopping =
    stoppedReason === undefined || state.desired === 'STOPPED'
      ? state
      : stopTask(state, { stopCode, stoppedReason }, stoppedAt ?? Date.now())[0];
  return {
    ...stopping,
    startedAt: startedAt ?? stopping.startedAt,
    ...(stoppedReason !== undefined && { stopCode, stoppedReason }),
    ...(stopping.status === 'STOPPED' && stoppedAt !== undefined && { stoppedAt }),
    containers: stopping.containers.map((container) => recallContainer(container, remembered)),
  };
}

function recallContainer(container: ContainerState, { containers }: Remembered): ContainerState {
  const known = containers?.[container.facts.name];
  if (!known) return container;
  return {
    ...container,
    imageDigest: container.imageDigest ?? known.imageDigest,
    restarts: known.restarts ?? container.restarts,
    lastRestart: known.lastRestart ?? container.lastRestart,
    exitCode: container.exitCode ?? (container.known === 'STOPPED' ? known.exitCode : undefined),
    // Together: an older version kept the words only.
    ...(container.reason === undefined && { reason: known.reason, why: known.why }),
  };
}

/**
 * The task as it is shown while nobody here drives it: what was never started counts as stopped as soon as the task is
 * to stop, and what is still to be made as waiting.
 */
export function asShown({ state }: Pick<FoundTask, 'state'>, now: number): TaskState {
  if (state.status === 'STOPPED') return state;
  if (state.desired === 'RUNNING') return { ...state, status: taskStatus({ ...state, begun: true }) };
  const [settled] = step(state, { type: 'tick' }, now);
  const exits = settled.containers.flatMap(({ finishedAt }) => finishedAt ?? []);
  return settled.status === 'STOPPED' && exits.length > 0 ? { ...settled, stoppedAt: Math.max(...exits) } : settled;
}
