import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { Ulimit } from '../../model/taskDefinition';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { setValue } from '../fixes';
import { notWindows } from '../scope';
import { docker, fargateGuide } from '../sources';
import { containerLabel, sentence } from '../words';
import { perTask } from '../perTask';

const ulimit = (name: string, soft: string, hard: string): string =>
  `{"name":${name},"softLimit":${soft},"hardLimit":${hard}}`;
const limits = (...items: readonly string[]): string => `"ulimits":[${items.join(',')}]`;
const dockerGuide = docker('--ulimit', 'reference/cli/docker/container/run/#ulimit');

/** What Linux calls "as many as you like". */
const unlimited = -1;
const fargateMaximum = 1_048_576;

interface Limit {
  readonly container: ContainerField;
  readonly item: Field<Ulimit>;
  readonly name: string | undefined;
}

const limitsOf = perTask((task): readonly Limit[] =>
  notWindows(task)
    ? task.containers.flatMap((container) =>
        (container.get('ulimits')?.items() ?? [])
          .filter((item) => item.type === 'object')
          .map((item) => ({ container, item, name: item.get('name')?.known })),
      )
    : [],
);

export const ulimitDuplicate = defineRule<CheckRule>({
  id: 'ulimit-duplicate',
  group: 'linux',
  severity: 'warning',
  summary: 'The same limit is set twice',
  why: 'Docker takes one value for each limit.',
  source: dockerGuide,
  inContainerArray: true,
  good: [inContainer(limits(ulimit('"nofile"', '1', '1'), ulimit('"nproc"', '1', '1')))],
  examples: [
    {
      bad: inContainer(limits(ulimit('"nofile"', '1', '1'), ulimit('«"nofile"»', '2', '2'))),
      fixed: inContainer(limits(ulimit('"nofile"', '1', '1'))),
    },
  ],
  *check(task) {
    const seen = new Map<string, Limit>();
    for (const limit of limitsOf(task)) {
      const { container, item, name } = limit;
      if (name === undefined) continue;
      const key = `${container.pointer} ${name}`;
      const first = seen.get(key);
      if (!first) {
        seen.set(key, limit);
        continue;
      }
      yield {
        at: item.get('name')!.value,
        message: `${sentence(containerLabel(container))} sets the limit "${name}" twice`,
        related: [{ at: first.item.get('name')!.value, message: 'First set here' }],
        fixes: [{ title: 'Delete this limit', changes: () => [{ remove: item.path }] }],
      };
    }
  },
});

export const ulimitSoftExceedsHard = defineRule<CheckRule>({
  id: 'ulimit-soft-exceeds-hard',
  group: 'linux',
  severity: 'error',
  summary: 'The soft limit is above the hard one',
  why: 'The hard limit is how far a program may raise the soft one, so Docker refuses this.',
  awsMessage: 'ulimit soft limit must be less than or equal to hard limit: 2048 > 1024',
  source: dockerGuide,
  inContainerArray: true,
  good: [
    inContainer(limits(ulimit('"nofile"', '1024', '-1'))),
    inContainer(limits(ulimit('"nofile"', '-1', '-1'))),
    inContainer(limits(ulimit('"nofile"', '"${SOFT}"', '1'))),
  ],
  examples: [
    {
      bad: inContainer(limits(ulimit('"nofile"', '«2048»', '1024'))),
      fixed: inContainer(limits(ulimit('"nofile"', '1024', '1024'))),
    },
    {
      bad: inContainer(limits(ulimit('"nofile"', '«-1»', '1024'))),
      fixed: inContainer(limits(ulimit('"nofile"', '1024', '1024'))),
    },
  ],
  *check(task) {
    for (const { item, name } of limitsOf(task)) {
      const field = item.get('softLimit');
      const soft = field?.num;
      const hard = item.get('hardLimit')?.num;
      if (!field || soft === undefined || hard === undefined || hard === unlimited) continue;
      if (hard < unlimited || (soft !== unlimited && soft <= hard)) continue;
      yield {
        at: field.value,
        message: `The soft limit${name === undefined ? '' : ` of "${name}"`} is ${soft === unlimited ? 'unlimited' : soft}, above the hard limit of ${hard}`,
        fixes: [setValue(field.path, hard)],
      };
    }
  },
});

export const fargateNofileMaximum = defineRule<CheckRule>({
  id: 'fargate-nofile-maximum',
  group: 'linux',
  severity: 'warning',
  summary: 'Fargate allows 1048576 open files at most',
  why: 'The guide for Fargate names this as the hard limit of "nofile".',
  source: fargateGuide,
  good: [inFargate('', limits(ulimit('"nofile"', '1048576', '1048576')))],
  examples: [
    {
      bad: inFargate('', limits(ulimit('"nofile"', '2000000', '«2000000»'))),
      fixed: inFargate('', limits(ulimit('"nofile"', '1048576', '1048576'))),
    },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const { item, name } of limitsOf(task)) {
      const hard = item.get('hardLimit');
      const soft = item.get('softLimit');
      if (name !== 'nofile' || !hard || (hard.num ?? 0) <= fargateMaximum) continue;
      yield {
        at: hard.value,
        message: `Fargate allows ${fargateMaximum} open files at most, not ${hard.num!}`,
        fixes: [
          {
            title: `Change to ${fargateMaximum}`,
            changes: () =>
              [hard, ...(soft && (soft.num ?? 0) > fargateMaximum ? [soft] : [])].map(({ path }) => ({
                set: path,
                to: fargateMaximum,
              })),
          },
        ],
      };
    }
  },
});

export const fargateNofileUnlimited = defineRule<CheckRule>({
  id: 'fargate-nofile-unlimited',
  group: 'linux',
  severity: 'warning',
  summary: 'Fargate has no unlimited number of open files',
  why: 'The guide for Fargate names 1048576 as the maximum of "nofile".',
  source: fargateGuide,
  yieldsTo: ['ulimit-soft-exceeds-hard'],
  good: [inFargate('', limits(ulimit('"nofile"', '1024', '4096')))],
  examples: [
    {
      bad: inFargate('', limits(ulimit('"nofile"', '1024', '«-1»'))),
      fixed: inFargate('', limits(ulimit('"nofile"', '1024', '1048576'))),
    },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const { item, name } of limitsOf(task)) {
      const hard = item.get('hardLimit');
      const soft = item.get('softLimit');
      if (name !== 'nofile' || hard?.num !== unlimited) continue;
      yield {
        at: hard.value,
        fixes: [
          {
            title: `Change to ${fargateMaximum}`,
            changes: () =>
              [hard, ...(soft && (soft.num === unlimited || (soft.num ?? 0) > fargateMaximum) ? [soft] : [])].map(
                ({ path }) => ({ set: path, to: fargateMaximum }),
              ),
          },
        ],
      };
    }
  },
});

export const fargateUlimitOther = defineRule<CheckRule>({
  id: 'fargate-ulimit-other',
  group: 'linux',
  severity: 'info',
  summary: 'Fargate documents "nofile" as the only limit that it passes on',
  why: 'The others keep the values of the operating system, as far as the guide says.',
  source: fargateGuide,
  good: [inFargate('', limits(ulimit('"nofile"', '1024', '4096')))],
  examples: [{ bad: inFargate('', limits(ulimit('«"nproc"»', '1024', '4096'))) }],
  *check(task) {
    if (!task.isFargate) return;
    for (const { item, name } of limitsOf(task)) {
      if (name === undefined || name === 'nofile' || !known.has(name)) continue;
      yield { at: item.get('name')!.value, message: `Fargate does not say that it passes the limit "${name}" on` };
    }
  },
});

const known = new Set([
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
]);
