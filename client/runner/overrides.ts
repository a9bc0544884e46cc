import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import type { ServiceConnect } from './serviceConnect';

/** Where a secret's value is, never the value: options are kept in labels, which everybody may read. */
export type SecretReference =
  { readonly env: string } | { readonly file: string } | { readonly local: string; readonly container: string };

export type TaskOverride = Pick<
  TaskDefinition,
  'cpu' | 'memory' | 'taskRoleArn' | 'executionRoleArn' | 'ephemeralStorage' | 'inferenceAccelerators'
>;

export type ContainerOverride = Partial<
  Pick<
    ContainerDefinition,
    | 'entryPoint'
    | 'command'
    | 'cpu'
    | 'memory'
    | 'memoryReservation'
    | 'resourceRequirements'
    | 'environmentFiles'
    | 'workingDirectory'
    | 'user'
    | 'logConfiguration'
  >
>;

export interface GivenMount {
  /** Absolute, or `~`. */
  readonly source: string;
  readonly readOnly: boolean;
}

type By<T> = Readonly<Record<string, T>>;

/** What is different for this run: all of RunTask's overrides, and what only this machine can give. */
export interface Overrides {
  /** The file that says so, as a person knows it. */
  readonly from: string;
  readonly task?: TaskOverride | undefined;
  /** By container, as everything below that is about one. */
  readonly containers?: By<ContainerOverride>;
  /** Port of this machine by `80/tcp`. */
  readonly ports?: By<By<number>>;
  /** By path in the container. */
  readonly mounts?: By<By<GivenMount>>;
  /** By name of the variable. */
  readonly secrets?: By<By<SecretReference>>;
  /** Path by name of a volume of the task. */
  readonly volumes?: By<string>;
  /** Address by host name. */
  readonly hosts?: By<string>;
  /** The containers share the task's CPU and memory, in a control group. */
  readonly sharedLimits?: boolean;
  /** Where and by which names the task is found by others. */
  readonly serviceConnect?: ServiceConnect;
  /** Path by ARN of the object on S3; null leaves its variables out. */
  readonly environmentFiles?: By<string | null>;
}

/** Why something that was to be read is not there, as a sentence. */
export interface Missing {
  readonly missing: string;
  /** What to do about it, where that is known: an imperative sentence. */
  readonly next?: string;
}

/** What overrides refer to, read. Of no use to anybody but the containers, and kept nowhere. */
export interface GivenValues {
  /** By container, then by name of the variable. */
  readonly secrets: ReadonlyMap<string, ReadonlyMap<string, string | Missing>>;
  /** By ARN of the object on S3. */
  readonly environmentFiles: ReadonlyMap<string, { readonly path: string; readonly text: string } | Missing>;
  /** What AWS gave for all the rest: by `valueFrom`, and by ARN of the object on S3. Absent when AWS was not asked. */
  readonly aws?: ReadonlyMap<string, string | Missing>;
}

/** The definition as RunTask would run it with these overrides. Environment is merged where variables are. */
export function withOverrides(definition: TaskDefinition, overrides: Overrides | undefined): TaskDefinition {
  if (!overrides) return definition;
  const { containerDefinitions: given } = definition;
  // A template's placeholder may stand for all of them.
  const containers = Array.isArray(given) && {
    containerDefinitions: given.map((container) => {
      const own = overrides.containers?.[container.name ?? ''];
      return own ? { ...container, ...own } : container;
    }),
  };
  return { ...definition, ...overrides.task, ...containers };
}
