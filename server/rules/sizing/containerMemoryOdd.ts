import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inTask, withContainers } from '../example';
import { setValue } from '../fixes';
import { notWindows } from '../scope';
import { agent, api } from '../sources';
import { containerLabel, sentence } from '../words';
import { looksLikeBytes } from './containerMemoryLimits';
import { memoryOf } from './sizes';

/** Container memory that ECS takes, though nobody can have meant it. */

const web = (members: string, task = ''): string =>
  withContainers(`{"name":"web","image":"nginx:1.27",${members}}`, task);
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';

/** Limits written as whole numbers: of a text in their place, that it is one is the mistake (ruling 18). */
function* limits(task: TaskView): Iterable<{ container: ContainerField; field: Field<number>; value: number }> {
  for (const container of task.containers) {
    for (const name of ['memory', 'memoryReservation'] as const) {
      const field = container.get(name);
      if (field?.int !== undefined) yield { container, field, value: field.int };
    }
  }
}

const smallest = 6;

export const containerMemoryBelowMinimum = defineRule<CheckRule>({
  id: 'container-memory-below-minimum',
  group: 'sizing',
  severity: 'warning',
  summary: 'Docker refuses containers with so little memory',
  why: 'Docker 20.10 and later start no container with less than 6 MiB; before it was 4 MiB.',
  awsMessage: 'Minimum memory limit allowed is 6MB',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [web('"memory":6'), web('"memory":"4"'), web('"memory":0'), web('"memory":4', windows)],
  examples: [
    { bad: web('"memory":«4»'), fixed: web('"memory":6') },
    { bad: web('"memory":«5»,"memoryReservation":«5»'), fixed: web('"memory":6,"memoryReservation":5') },
  ],
  *check(task) {
    if (!notWindows(task)) return;
    for (const { container, field, value } of limits(task)) {
      if (value < 1 || value >= smallest) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} gets ${value} MiB; Docker starts none with less than ${smallest} MiB`,
        fixes: [{ title: `Change to ${smallest}`, changes: () => raised(container, field) }],
      };
    }
  },
});

/** The hard limit rises with the soft one, since it may not be below it. */
function raised(container: ContainerField, field: Field): Change[] {
  const change: Change = { set: field.path, to: smallest };
  const memory = memoryOf(container);
  return field.name === 'memoryReservation' && memory !== undefined && memory < smallest
    ? [change, { set: [...container.path, 'memory'], to: smallest }]
    : [change];
}

export const containerMemoryLooksLikeBytes = defineRule<CheckRule>({
  id: 'container-memory-looks-like-bytes',
  group: 'sizing',
  severity: 'warning',
  summary: 'Container memory counts in MiB; this looks like bytes',
  why: 'A million MiB are a tebibyte. Docker counts in bytes, ECS in MiB.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  yieldsTo: ['container-memory-exceeds-task', 'container-memory-reservation-exceeds-task'],
  good: [web('"memory":1048575'), web('"memory":"1048576"')],
  examples: [
    { bad: web('"memory":«536870912»'), fixed: web('"memory":512') },
    { bad: web('"memory":«1048576»'), fixed: web('"memory":6') },
  ],
  *check(task) {
    for (const { container, field, value } of limits(task)) {
      if (!looksLikeBytes(value)) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} asks for ${value} MiB; this looks like bytes`,
        fixes: [setValue(field.path, Math.max(smallest, Math.floor(value / 1_048_576)))],
      };
    }
  },
});

export const windowsContainerMemoryFloor = defineRule<CheckRule>({
  id: 'windows-container-memory-floor',
  group: 'sizing',
  severity: 'warning',
  summary: 'Windows containers get at least 256 MiB',
  why: 'The ECS agent lifts a smaller limit to 256 MiB, so the instance is fuller than this file says.',
  source: agent('minimum memory of Windows containers'),
  good: [web('"memory":256', windows), inTask('')],
  examples: [{ bad: web('"memory":«128»', windows), fixed: web('"memory":256', windows) }],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const container of task.containers) {
      const field = container.get('memory');
      const memory = field?.int;
      if (!field || memory === undefined || memory <= 0 || memory >= 256) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} asks for ${memory} MiB; the agent makes that 256 MiB on Windows`,
        fixes: task.memory === undefined || task.memory >= 256 ? [setValue(field.path, 256)] : [],
      };
    }
  },
});
