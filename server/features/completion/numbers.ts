import { CompletionItemKind } from 'vscode-languageserver-types';
import type { ContainerField } from '../../document/view';
import { entryOf } from '../../model/entry';
import { printMemory, printVcpu } from '../../model/units';
import { type Place, containerOf } from './place';
import type { Suggestion } from './suggestion';
import { fieldsLike } from './used';

interface Amount {
  readonly value: number;
  readonly detail?: string | undefined;
}

/** What a number could be: what follows from the rest of the file, then usual amounts, then the default. */
export function numbers(place: Place): Suggestion[] {
  const { node } = place;
  const amounts: Amount[] = [...(byMember[node.id]?.(place) ?? [])];
  if (typeof node.default === 'number') amounts.push({ value: node.default, detail: 'default' });
  return amounts.map(({ value, detail }) => ({
    label: String(value),
    kind: CompletionItemKind.Value,
    detail,
    insert: () => String(value),
  }));
}

/** Limits of processes that somebody sets, and what they are set to. -1 is no limit. */
const ulimits: Readonly<Record<string, readonly number[]>> = {
  nofile: [65536, 1048576],
  nproc: [4096, 65536],
  memlock: [-1],
  core: [0, -1],
  stack: [67108864],
};

const byMember: Readonly<Record<string, (place: Place) => readonly Amount[]>> = {
  'ContainerDefinition.cpu': (place) => [
    ...left(place, 'cpu', printVcpu),
    ...[256, 512, 1024].map((value) => ({ value, detail: printVcpu(value) })),
  ],
  'ContainerDefinition.memory': (place) => memory(place, 'memory', [512, 1024, 2048]),
  'ContainerDefinition.memoryReservation': (place) => memory(place, 'memoryReservation', [128, 256, 512]),
  'PortMapping.containerPort': () => [80, 443, 8080, 3000].map((value) => ({ value })),
  'PortMapping.hostPort': hostPorts,
  'Ulimit.softLimit': (place) => limits(place, 'hardLimit'),
  'Ulimit.hardLimit': (place) => limits(place, 'softLimit'),
  'EphemeralStorage.sizeInGiB': () => [21, 50, 100, 200].map((value) => ({ value, detail: `${value} GiB` })),
  'Tmpfs.size': () => [64, 128, 256].map((value) => ({ value, detail: `${value} MiB` })),
  'EFSVolumeConfiguration.transitEncryptionPort': () => [{ value: 2049 }],
};

const memory = (place: Place, member: 'memory' | 'memoryReservation', usual: readonly number[]): readonly Amount[] => [
  ...left(place, member, printMemory),
  ...usual.map((value) => ({ value, detail: printMemory(value) })),
];

/** What the other containers leave of the task's own size. */
function left(
  place: Place,
  member: 'cpu' | 'memory' | 'memoryReservation',
  print: (amount: number) => string,
): readonly Amount[] {
  const whole = member === 'cpu' ? place.task.cpu : place.task.memory;
  const own = containerOf(place);
  const taken = place.task.containers
    .filter((container) => container.node !== own?.node)
    .reduce((sum, container) => sum + amountOf(container, member), 0);
  const rest = (whole ?? 0) - taken;
  return rest > 0 ? [{ value: rest, detail: `${print(rest)}, left of the task` }] : [];
}

const amountOf = (container: ContainerField, member: 'cpu' | 'memory' | 'memoryReservation'): number =>
  container.get(member)?.num ?? (member === 'cpu' ? 0 : (container.get('memoryReservation')?.num ?? 0));

/** In modes without translation the same port; else one that is free, or any. */
function hostPorts(place: Place): readonly Amount[] {
  const port = place.around?.member('containerPort')?.num;
  const mode = place.task.networkMode;
  const same = port === undefined ? [] : [{ value: port, detail: 'the same port' }];
  if (mode === 'awsvpc' || mode === 'host' || place.task.isFargate) return same;
  const taken = fieldsLike(place).some((field) => field.num === port && field.node !== place.field?.node);
  return [{ value: 0, detail: 'any free port' }, ...(taken ? [] : same)];
}

function limits(place: Place, other: 'softLimit' | 'hardLimit'): readonly Amount[] {
  const siblings = place.around;
  const name = siblings?.member('name')?.text ?? '';
  const set = siblings?.member(other)?.num;
  const usual = entryOf(ulimits, name) ?? [];
  return [...new Set([...(set === undefined ? [] : [set]), ...usual])].map((value) => ({
    value,
    detail: value === set ? `as "${other}"` : value === -1 ? 'no limit' : undefined,
  }));
}
