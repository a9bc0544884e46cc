import path from 'node:path';
import type { TaskDefinition } from '../../../server/index';
import type { Overrides, SecretReference } from '../overrides';
import type { RunOptions } from '../plan';
import type { LocalContainer, LocalFile, SecretSource } from './file';
import { localName } from './name';

interface Place {
  /** Absolute path of the file of overrides. */
  readonly path: string;
}

/** The options with what a file of overrides says; what was asked for the run itself wins. */
export function withLocalFile(
  definition: TaskDefinition,
  options: RunOptions,
  file: LocalFile,
  place: Place,
): RunOptions {
  const {
    containers = {},
    overrides: runTask = {},
    environmentFiles,
    volumes,
    hosts,
    serviceConnect,
    sharedLimits,
  } = file;
  const names = (definition.containerDefinitions ?? []).flatMap(({ name }) => name ?? []);
  const handed = new Map(runTask.containerOverrides?.map((one) => [one.name, one]));
  const each = <T>(take: (name: string, own: LocalContainer) => T | undefined): Readonly<Record<string, T>> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const taken = take(name, (Object.hasOwn(containers, name) && containers[name]) || {});
        return taken === undefined ? [] : [[name, taken] as const];
      }),
    );
  const resolve = (to: string): string => toPath(place, to);
  const images = each((_, { image }) => image);
  const environment = each((name, own) =>
    some({ ...pairs(handed.get(name)?.environment), ...own.environment, ...options.environment?.[name] }),
  );
  const overrides: Overrides = {
    from: path.basename(place.path) === localName ? localName : place.path,
    task: taskOverride(file),
    containers: each((name, own) => containerOverride(handed.get(name), own)),
    ports: each((_, { ports }) => ports && mapKeys(ports, (key) => (key.includes('/') ? key : `${key}/tcp`))),
    mounts: each(
      (_, { mounts }) =>
        mounts && mapValues(mounts, ({ source = '', readOnly = false }) => ({ source: resolve(source), readOnly })),
    ),
    secrets: each(
      (container, { secrets }) =>
        secrets && mapValues(secrets, (source) => reference(source, resolve, { local: place.path, container })),
    ),
    ...(volumes && { volumes: mapValues(volumes, resolve) }),
    ...(hosts && { hosts }),
    ...(serviceConnect && { serviceConnect }),
    ...(sharedLimits !== undefined && { sharedLimits }),
    ...(environmentFiles && {
      environmentFiles: mapValues(environmentFiles, (to) => (to === null ? null : resolve(to))),
    }),
  };
  return {
    ...options,
    images: { ...images, ...options.images },
    environment: { ...options.environment, ...environment },
    overrides,
    local: false,
  };
}

const toPath = ({ path: file }: Place, to: string): string =>
  /^~(?=[/\\]|$)/.test(to) ? to : path.resolve(path.dirname(file), to);

function reference(
  source: SecretSource,
  resolve: (to: string) => string,
  here: Extract<SecretReference, { local: string }>,
): SecretReference {
  if (typeof source === 'string') return here;
  if (source.env !== undefined) return { env: source.env };
  return source.file === undefined ? here : { file: resolve(source.file) };
}

function taskOverride({ overrides = {}, ...own }: LocalFile): Overrides['task'] {
  const { ephemeralStorage, inferenceAcceleratorOverrides } = overrides;
  return some(
    defined({
      cpu: own.cpu ?? overrides.cpu,
      memory: own.memory ?? overrides.memory,
      taskRoleArn: own.taskRoleArn ?? overrides.taskRoleArn,
      executionRoleArn: own.executionRoleArn ?? overrides.executionRoleArn,
      ephemeralStorage,
      inferenceAccelerators: inferenceAcceleratorOverrides,
    }),
  ) as Overrides['task'];
}

type Handed = NonNullable<NonNullable<LocalFile['overrides']>['containerOverrides']>[number];

function containerOverride(handed: Handed = {}, own: LocalContainer) {
  const { entryPoint, workingDirectory, user, logConfiguration } = own;
  return some(
    defined({
      entryPoint,
      workingDirectory,
      user,
      logConfiguration,
      command: own.command ?? handed.command,
      cpu: own.cpu ?? handed.cpu,
      memory: own.memory ?? handed.memory,
      memoryReservation: own.memoryReservation ?? handed.memoryReservation,
      resourceRequirements: own.resourceRequirements ?? handed.resourceRequirements,
      environmentFiles: handed.environmentFiles,
    }),
  ) as NonNullable<Overrides['containers']>[string] | undefined;
}

const pairs = (list: Handed['environment'] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(list.flatMap(({ name, value }) => (name ? [[name, value ?? '']] : [])));

/** Undefined for an object without members, which would say nothing. */
const some = <T extends object>(members: T): T | undefined => (Object.keys(members).length > 0 ? members : undefined);

const defined = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const mapValues = <T, U>(by: Readonly<Record<string, T>>, to: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(by).map(([key, value]) => [key, to(value)]));

const mapKeys = <T>(by: Readonly<Record<string, T>>, to: (key: string) => string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(by).map(([key, value]) => [to(key), value]));
