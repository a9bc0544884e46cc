import { realpathSync } from 'node:fs';
import os from 'node:os';
import type { TaskDefinition } from '../../../server/index';
import type { EnginePort, ImageFacts } from '../enginePort';
import type { Groups } from '../cgroups/groups';
import { EngineError, isGone, RunnerError } from '../errors';
import { withValuesOfAws, type Aws } from '../fromAws/values';
import { givingFiles, localise, readValues } from '../local/disk';
import type { Notice, Refusal } from '../notice';
import { withoutDefaultOpenFiles } from '../openFiles';
import { hasPause, type EngineInfo, type RunOptions, type TaskPlan } from '../plan';
import type { Surroundings } from '../surroundings';
import { planTask } from '../planTask';
import { withPortsOf } from '../remap';
import type { RunObserver } from '../runner';
import { regionIn } from '../taskScope';
import { withoutUnfilled } from '../templates';
import type { Images } from './images';
import { settlePorts, type PortTest } from './ports';

export interface Preparing {
  readonly port: EnginePort;
  readonly engine: EngineInfo;
  readonly pauseImage: string;
  /** Are the engine's files and ports those of this machine? */
  readonly isLocal: boolean;
  readonly testPort: PortTest;
  readonly groups: Groups;
  /** Has this engine been found unable to raise the limit of open files as Fargate does? */
  readonly refusesOpenFiles: () => boolean;
  readonly aws: Aws;
}

/** Plans a run with what the engine has and this machine holds. Changes nothing. */
export async function planHere(
  { port, engine, pauseImage, isLocal, refusesOpenFiles, aws }: Preparing,
  given: TaskDefinition,
  asked: RunOptions,
  task: Pick<Surroundings, 'taskId' | 'createdAt'>,
): Promise<TaskPlan> {
  const { definition } = withoutUnfilled(given); // what is not filled in, planning refuses
  const { options, refusals } = await localise(definition, asked);
  const names = (definition.containerDefinitions ?? []).flatMap(
    ({ name, image }) => options.images?.[name ?? ''] ?? image ?? [],
  );
  const images = new Map<string, ImageFacts>();
  const lookUp = async (name: string) => {
    const facts = await port.inspectImage(name).catch(() => undefined);
    if (facts) images.set(name, facts);
  };
  await Promise.all([...new Set(names)].map(lookUp));
  const values = await withValuesOfAws(definition, options, await readValues(definition, options), aws);
  const volumeDrivers = wantsDriver(definition) ? await port.volumeDrivers().catch(() => undefined) : undefined;
  const local = isLocal && { home: os.homedir(), realPath };
  const around = { ...task, pauseImage, images, given: values, volumeDrivers, ...local };
  const first = planTask(given, options, engine, around);
  const plan = refusesOpenFiles() ? withoutDefaultOpenFiles(first) : first;
  const needsPause = pauseImage === '' && hasPause(plan);
  const said = new Set(refusals.flatMap(({ pointer }) => pointer || []));
  const others = plan.refusals.filter(({ pointer }) => !said.has(pointer)); // one cause, one refusal
  return {
    ...plan,
    refusals: [...refusals, ...others, ...(needsPause ? [noPause(engine)] : [])],
    givenBy: givingFiles(definition, options),
  };
}

const wantsDriver = ({ volumes = [] }: TaskDefinition): boolean =>
  volumes.some(({ dockerVolumeConfiguration }) => (dockerVolumeConfiguration?.driver ?? 'local') !== 'local');

/** What this process is told, for a definition that says nothing. Kept with the task, so that it never moves. */
export function regionFor(given: TaskDefinition): string | undefined {
  const { definition } = withoutUnfilled(given);
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return regionIn(definition) === undefined ? AWS_REGION || AWS_DEFAULT_REGION || undefined : undefined;
}

const noPause = ({ architecture }: EngineInfo): Refusal => ({
  code: 'no-pause-image',
  pointer: '/networkMode',
  text: `What the containers share needs a pause container, and there is none for an engine on ${architecture}.`,
  next: 'Use an engine on amd64 or arm64, or a network mode other than awsvpc without pidMode and ipcMode.',
});

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** A plan that must not be carried out: rejects with the first reason and the number of others. */
export function refuseUnlessAllowed({ refusals, demands }: TaskPlan): void {
  const [refusal, ...others] = refusals;
  if (refusal) {
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    throw new RunnerError('refused', `${refusal.text}${more}`, refusal.next);
  }
  if (demands.length > 0)
    throw new RunnerError(
      'needs-agreement',
      demands.map(({ text }) => text).join(' '),
      `Agree to it, or change the task: ${[...new Set(demands.map(({ kind }) => kind))].join(', ')}.`,
    );
}

/**
 * What has to be settled before the first container is made, because bindings are fixed then: in awsvpc mode without
 * mapped ports the images must be here to say which ports they expose, and every port must be free.
 */
export async function settlePlan(
  preparing: Preparing,
  plan: TaskPlan,
  images: Images,
  observer: RunObserver,
  signal: AbortSignal = new AbortController().signal,
): Promise<TaskPlan> {
  const { port, testPort } = preparing;
  const known = (await learnExposedPorts(plan, images, observer, signal)) ? await planAgain(preparing, plan) : plan;
  if (signal.aborted) throw cancelled();
  const settled = await settlePorts(port, known, observer, testPort).catch((error: unknown) => {
    throw signal.aborted ? cancelled() : error; // whoever is asked about a port may end the run instead
  });
  if (signal.aborted) throw cancelled();
  return settleGroup(preparing, known, settled, observer);
}

const cancelled = (): EngineError => new EngineError('cancelled', 'cancelled before anything was made');

/** Makes the group that the containers are to share. An engine that refuses runs the task without one, which is told. */
async function settleGroup(
  preparing: Preparing,
  asked: TaskPlan,
  settled: TaskPlan,
  observer: RunObserver,
): Promise<TaskPlan> {
  const { groups } = preparing;
  try {
    await groups.make(settled);
    return settled;
  } catch (error) {
    if (!(error instanceof EngineError) || isGone(error)) throw error;
    await groups.giveUp(settled);
    const options = { ...asked.options, groupRefused: error.message };
    const plan = withPortsOf(settled, asked, await planAgain(preparing, { ...asked, options }));
    const isNew = ({ code }: Notice) => settled.notices.every((notice) => notice.code !== code);
    for (const notice of plan.notices.filter(isNew)) observer.notice?.(notice);
    return plan;
  }
}

async function learnExposedPorts(
  { containers, networkMode }: TaskPlan,
  images: Images,
  observer: RunObserver,
  signal: AbortSignal,
): Promise<boolean> {
  if (networkMode !== 'awsvpc' || containers.some(({ ports }) => ports.length > 0)) return false;
  const apps = containers.filter(({ facts }) => facts.role === 'app');
  const missing: typeof apps = [];
  for (const app of apps) if ((await images.cached(app)) === undefined) missing.push(app);
  const fetch = async ({ facts: { name: container }, image, platform }: (typeof apps)[number]) => {
    const progress: Parameters<typeof images.prefetch>[1]['progress'] = (update) =>
      observer.pulling?.({ ...update, container, image });
    // Why an image cannot be had is told by its container, when that comes to its turn.
    await images.prefetch({ image, platform }, { signal, progress }).catch(() => undefined);
  };
  await Promise.all(missing.map(fetch));
  return missing.length > 0;
}

async function planAgain(
  preparing: Preparing,
  { definition, options, taskId, createdAt }: TaskPlan,
): Promise<TaskPlan> {
  return planHere(preparing, definition, options, { taskId, createdAt });
}

/** Why the environment of the container at a pointer is not whole, if something it is made of was not found. */
export function unreadBelow({ refusals }: TaskPlan, pointer: string): Refusal | undefined {
  const isUnread = (code: string) => code === 'secrets-unresolved' || code === 'environment-file-missing';
  return refusals.find(({ code, pointer: at }) => isUnread(code) && at.startsWith(`${pointer}/`));
}
