import { InvalidArgumentError } from 'commander';
import { type TaskDefinition, closest } from '../../../server/index';
import type { Demand } from '../../runner/notice';
import type { CredentialsSource } from '../../runner/choices';
import type { RunOptions } from '../../runner/plan';
import type { ConfigurationFlags } from '../configurationFlags';
import { Failure, exits } from '../failure';

/** By container name. */
type Images = Readonly<Record<string, string>>;
type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The options of `taskdef run`, read but not yet held against the file. */
export interface RunArguments extends ConfigurationFlags {
  readonly image?: Images;
  readonly env?: Variables;
  /** False for none. */
  readonly local?: string | false;
  readonly detach?: boolean;
  readonly watch?: boolean;
  readonly keep?: boolean;
  readonly timeout?: number;
  readonly allow?: readonly Demand['kind'][];
  readonly launchType?: NonNullable<RunOptions['target']>;
  readonly portConflict?: NonNullable<RunOptions['portConflict']>;
  readonly pull?: NonNullable<RunOptions['pull']>;
  readonly region?: string;
  readonly credentials?: CredentialsSource;
  readonly profile?: string;
  readonly format: 'pretty' | 'json';
}

/** CONTAINER=IMAGE; the last one counts. */
export function imageOverride(text: string, before: Images = {}): Images {
  const match = /^([^=]+)=(\S+)$/.exec(text);
  if (!match) throw new InvalidArgumentError('It is written CONTAINER=IMAGE.');
  return { ...before, [match[1]!]: match[2]! };
}

/** CONTAINER.NAME=VALUE; a container's name has no dot, a variable's may. */
export function envOverride(text: string, before: Variables = {}): Variables {
  const match = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(text);
  if (!match) throw new InvalidArgumentError('It is written CONTAINER.NAME=VALUE.');
  const [, container = '', name = '', value = ''] = match;
  return { ...before, [container]: { ...before[container], [name]: value } };
}

export const demandKinds: readonly Demand['kind'][] = ['privileged', 'host', 'mounts', 'cgroups'];

export function allowedDemand(text: string, before: readonly Demand['kind'][] = []): readonly Demand['kind'][] {
  const kinds = text.split(',').map((part) => demandKinds.find((kind) => kind === part));
  if (kinds.includes(undefined)) throw new InvalidArgumentError(`Allowed choices are ${demandKinds.join(', ')}.`);
  return [...before, ...kinds.filter((kind) => kind !== undefined)];
}

/** A number of seconds above 0. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1e6)) throw new InvalidArgumentError('It is a number of seconds above 0.');
  return value;
}

/** A number of lines, 0 or more. */
export function lineCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a number of lines.');
  return Number(text);
}

/** Options that name a container must name one of the file: a slip must not run the wrong image unnoticed. */
export function requireContainers(
  definition: TaskDefinition,
  { image = {}, env = {} }: Pick<RunArguments, 'image' | 'env'>,
): void {
  const { containerDefinitions: containers = [] } = definition;
  if (!Array.isArray(containers)) return; // of a template, in which one placeholder stands for all
  const names = containers.flatMap(({ name }) => name ?? []);
  const require = (option: string, wanted: string): void => {
    if (names.includes(wanted)) return;
    const meant = closest(wanted, names);
    throw new Failure(
      `${option} names the container "${wanted}", which the file does not have.`,
      exits.misuse,
      meant ? `Did you mean ${meant}?` : `Its containers are: ${names.join(', ')}.`,
    );
  };
  for (const name of Object.keys(image)) require('--image', name);
  for (const name of Object.keys(env)) require('--env', name);
}
