import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, type Found, defineRule } from '../define';
import { inContainer, inFargate, withContainers } from '../example';
import { removeMember, setValue } from '../fixes';
import { offFargate, onEc2OrExternal } from '../scope';
import { api, issue } from '../sources';
import { containerLabel, sentence } from '../words';

/** Seconds a container may take to start and to stop. */

const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"]';

interface Limits {
  readonly low: number;
  readonly high: number;
  readonly where: string;
}

/** The strictest launch type decides; undefined where none is named that has limits. */
function limitsOf(task: TaskView, managedRange: readonly [number, number]): Limits | undefined {
  if (task.isFargate) return { low: 2, high: 120, where: 'Fargate' };
  if (!task.launchTypes.has('MANAGED_INSTANCES')) return undefined;
  return { low: managedRange[0], high: managedRange[1], where: 'Managed Instances' };
}

function outside(field: Field, name: string, label: string, { low, high, where }: Limits): Found[] {
  const seconds = field.int;
  if (seconds === undefined || (seconds >= low && seconds <= high)) return [];
  return [
    {
      at: field.value,
      message: `${sentence(label)} has a ${name} of ${seconds} s; ${where} ${where === 'Fargate' ? 'takes' : 'take'} ${low} to ${high}`,
      fixes: [setValue(field.path, seconds < low ? low : high)],
    },
  ];
}

export const startTimeoutRange = defineRule<CheckRule>({
  id: 'start-timeout-range',
  group: 'container',
  severity: 'error',
  summary: 'The start timeout is outside of what the launch type takes',
  why: 'Fargate waits 2 to 120 seconds for a container to start, Managed Instances up to 600.',
  source: api('ContainerDefinition'),
  good: [
    inFargate('', '"startTimeout":120'),
    inContainer('"startTimeout":3600'),
    inContainer('"startTimeout":600', managed),
  ],
  examples: [
    { bad: inFargate('', '"startTimeout":«300»'), fixed: inFargate('', '"startTimeout":120') },
    { bad: inContainer('"startTimeout":«0»'), fixed: inContainer('"startTimeout":1') },
    { bad: inContainer('"startTimeout":«601»', managed), fixed: inContainer('"startTimeout":600', managed) },
  ],
  *check(task) {
    const limits = limitsOf(task, [1, 600]);
    for (const container of task.containers) {
      const field = container.get('startTimeout');
      if (!field) continue;
      if (limits) yield* outside(field, 'start timeout', containerLabel(container), limits);
      else if (offFargate(task) && (field.int ?? 1) < 1) {
        yield {
          at: field.value,
          severity: 'warning',
          message: `${sentence(containerLabel(container))} has a start timeout of ${field.int!} s, which is no time at all`,
          fixes: [setValue(field.path, 1)],
        };
      }
    }
  },
});

export const startTimeoutEc2Cleanup = defineRule<CheckRule>({
  id: 'start-timeout-ec2-cleanup',
  group: 'container',
  severity: 'warning',
  summary: 'The agent cleans up before this timeout ends',
  why: 'It removes stopped containers after three hours by default, and forgets what the others are waiting for.',
  source: issue('aws/containers-roadmap', 1532),
  good: [inContainer('"startTimeout":10800')],
  examples: [{ bad: inContainer('"startTimeout":«14400»') }],
  *check(task) {
    if (!onEc2OrExternal(task)) return;
    for (const container of task.containers) {
      const field = container.get('startTimeout');
      if (!field || (field.int ?? 0) <= 10_800) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} may take ${field.int!} s to start, but the agent cleans up after 10800`,
      };
    }
  },
});

export const startTimeoutUnused = defineRule<CheckRule>({
  id: 'start-timeout-unused',
  absence: 'anywhere',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'No container waits for this one, so its start timeout has no effect',
  why: 'The timeout says how long dependants wait; the container itself is not stopped by it.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    withContainers(
      '{"name":"web","image":"a:1","memory":64,"dependsOn":[{"containerName":"db","condition":"START"}]},{"name":"db","image":"b:1","memory":64,"startTimeout":60}',
    ),
  ],
  examples: [{ bad: inContainer('«"startTimeout"»:60'), fixed: inContainer('') }],
  *check(task, document) {
    if (document.form === 'single-container') return;
    const awaited = new Set(
      task.containers.flatMap((container) =>
        (container.get('dependsOn')?.items() ?? []).map((item) => item.get('containerName')?.text),
      ),
    );
    for (const container of task.containers) {
      const field = container.get('startTimeout');
      const name = container.get('name')?.known;
      if (!field || name === undefined || awaited.has(name)) continue;
      yield {
        at: field.key,
        tag: 'unnecessary',
        message: `No container waits for ${containerLabel(container)}, so its start timeout has no effect`,
        fixes: [removeMember(field)],
      };
    }
  },
});

export const stopTimeoutRange = defineRule<CheckRule>({
  id: 'stop-timeout-range',
  group: 'container',
  severity: 'error',
  summary: 'The stop timeout is outside of what the launch type takes',
  why: 'Fargate gives a container 2 to 120 seconds to stop by itself, Managed Instances up to a day.',
  awsMessage: 'Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [
    inFargate('', '"stopTimeout":120'),
    inContainer('"stopTimeout":600'),
    inContainer('"stopTimeout":86400', managed),
  ],
  examples: [
    { bad: inFargate('', '"stopTimeout":«121»'), fixed: inFargate('', '"stopTimeout":120') },
    { bad: inContainer('"stopTimeout":«-1»'), fixed: inContainer('"stopTimeout":0') },
  ],
  *check(task) {
    const limits = limitsOf(task, [0, 86_400]);
    for (const container of task.containers) {
      const field = container.get('stopTimeout');
      if (!field) continue;
      if (limits) yield* outside(field, 'stop timeout', containerLabel(container), limits);
      else if ((field.int ?? 0) < 0) {
        yield {
          at: field.value,
          message: `${sentence(containerLabel(container))} has a stop timeout of ${field.int!} s, which is less than none`,
          fixes: [setValue(field.path, 0)],
        };
      }
    }
  },
});
