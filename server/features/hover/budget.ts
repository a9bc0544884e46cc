import type { ContainerField } from '../../document/view';
import { memoryOf, reservationOf } from '../../rules/sizing/sizes';
import { inlineCode } from '../markdown';
import { type Explain, list } from './subject';

/** What containers take of one resource of the task. */
interface Resource {
  readonly name: 'cpu' | 'memory';
  readonly unit: string;
  /** What ECS sets aside for a container. */
  readonly shareOf: (container: ContainerField) => number | undefined;
  /** The members that say so. */
  readonly members: readonly ('cpu' | 'memory' | 'memoryReservation')[];
}

const cpu: Resource = {
  name: 'cpu',
  unit: 'cpu units',
  shareOf: (container) => container.get('cpu')?.num || undefined,
  members: ['cpu'],
};

/** With both limits given, ECS reserves the soft one. Source: ContainerDefinition in the ECS API Reference. */
const memory: Resource = {
  name: 'memory',
  unit: 'MiB',
  shareOf: (container) => reservationOf(container) ?? memoryOf(container),
  members: ['memoryReservation', 'memory'],
};

const places: Readonly<Record<string, Resource>> = {
  cpu,
  memory,
  'containerDefinitions.*.cpu': cpu,
  'containerDefinitions.*.memory': memory,
  'containerDefinitions.*.memoryReservation': memory,
};

/** More containers than these are no list for reading; ECS takes ten. */
const most = 10;

/** How much of the task's cpu or memory its containers take together: `cpu 384 of 512 ▓▓▓▓▓▓░░`. */
export const budget: Explain = ({ task, place }) => {
  const resource = places[place];
  if (!resource || task.containers.length === 0) return undefined;
  const shares = task.containers.map((container) => ({
    container,
    share: resource.shareOf(container),
    isKnown: !resource.members.some((name) => container.get(name)?.unknown),
  }));
  const sum = shares.reduce((total, { share = 0 }) => total + share, 0);
  const isWhole = shares.every(({ isKnown }) => isKnown);
  const total = task[resource.name];
  if (sum === 0 || (total === undefined && shares.length === 1)) return undefined;

  const { name, unit } = resource;
  const amount = `${isWhole ? '' : 'at least '}${sum}`;
  const head =
    total === undefined || total <= 0
      ? `${name} of all containers: ${amount} ${unit}`
      : `${name} ${amount} of ${total} \`${bar(sum / total)}\`${sum > total ? ', more than the task has' : ''}`;
  if (shares.length === 1) return head;
  const rows = shares
    .slice(0, most)
    .map(
      ({ container, share, isKnown }) =>
        `${nameOf(container)}: ${share ?? (isKnown ? 'nothing set aside' : 'filled in later')}`,
    );
  return `${head}\n\n${list([...rows, shares.length > most && `and ${shares.length - most} more`])}`;
};

const width = 8;

function bar(part: number): string {
  const full = Math.min(width, Math.max(1, Math.round(part * width)));
  return '▓'.repeat(full) + '░'.repeat(width - full);
}

const nameOf = (container: ContainerField): string => inlineCode(container.get('name')?.text || 'without a name');
