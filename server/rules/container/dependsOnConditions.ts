import type { ContainerField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { withContainers } from '../example';
import { setValue } from '../fixes';
import { once } from '../once';
import { perTask } from '../perTask';
import { api, guide } from '../sources';
import { containerLabel, sentence } from '../words';
import { type Dependency, dependenciesOf } from './dependencies';

/** What a container waits for, against what the other one does. */

const waiting = (condition: string, target: string): string =>
  withContainers(
    `{"name":"web","image":"a:1","memory":64,"dependsOn":[{"containerName":"db","condition":${condition}}]},{"name":"db","image":"b:1","memory":64${target}}`,
  );

interface Waiting extends Dependency {
  readonly condition: string;
  readonly target: ContainerField;
}

/** Dependencies on other containers that are there. */
const waits = perTask((task): readonly Waiting[] =>
  dependenciesOf(task).flatMap((dependency) => {
    const name = dependency.item.get('containerName')?.text;
    const condition = dependency.item.get('condition')?.text;
    const target = name ? task.container(name) : undefined;
    return target && condition !== undefined && target !== dependency.container
      ? [{ ...dependency, condition, target }]
      : [];
  }),
);

const skeleton = { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'] };

export const dependsOnHealthyWithoutHealthCheck = defineRule<CheckRule>({
  id: 'depends-on-healthy-without-health-check',
  absence: 'anywhere',
  group: 'container',
  severity: 'error',
  summary: 'A container waits for the health of one without a health check',
  why: 'ECS reads the "healthCheck" of the task definition only; a HEALTHCHECK in the image does not count.',
  awsMessage: 'A dependency container with HEALTHY condition must have health check configured',
  source: api('ContainerDependency'),
  inContainerArray: true,
  good: [
    waiting('"HEALTHY"', ',"healthCheck":{"command":["CMD-SHELL","true"]}'),
    waiting('"HEALTHY"', ',"healthCheck":"${HEALTH_CHECK}"'),
    waiting('"START"', ''),
  ],
  examples: [
    {
      bad: waiting('«"HEALTHY"»', ''),
      fixed: waiting('"HEALTHY"', ',"healthCheck":{"command":["CMD-SHELL","curl -f http://localhost/ || exit 1"]}'),
    },
    {
      bad: waiting('«"HEALTHY"»', ',"healthCheck":{"command":["NONE"]}'),
      fixed: waiting('"HEALTHY"', ',"healthCheck":{"command":["CMD-SHELL","curl -f http://localhost/ || exit 1"]}'),
    },
  ],
  *check(task) {
    for (const { container, item, condition, target } of waits(task)) {
      const check = target.get('healthCheck');
      const isOff =
        check
          ?.get('command')
          ?.items()
          .map((each) => each.text)
          .join() === 'NONE';
      if (condition !== 'HEALTHY' || (check && !isOff)) continue;
      const field = item.get('condition')!;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} waits until ${containerLabel(target)} is healthy, but that has no health check`,
        fixes: [
          {
            title: `Add a health check to ${containerLabel(target)}`,
            changes: () => [{ set: [...target.path, 'healthCheck'], to: skeleton }],
          },
          setValue(field.path, 'START'),
        ],
      };
    }
  },
});

const ends = (condition: string): boolean => condition === 'COMPLETE' || condition === 'SUCCESS';

export const dependsOnCompleteOnEssential = defineRule<CheckRule>({
  id: 'depends-on-complete-on-essential',
  absence: 'anywhere',
  group: 'container',
  severity: 'error',
  summary: 'A container waits for the end of an essential one',
  why: 'When an essential container ends, the whole task stops, so nothing can start after it. Containers are essential unless they say otherwise.',
  awsMessage: 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
  source: api('ContainerDependency'),
  inContainerArray: true,
  good: [
    waiting('"SUCCESS"', ',"essential":false'),
    waiting('"SUCCESS"', ',"essential":"${ESSENTIAL}"'),
    waiting('"HEALTHY"', ',"healthCheck":{"command":["CMD-SHELL","true"]}'),
  ],
  examples: [
    { bad: waiting('«"SUCCESS"»', ''), fixed: waiting('"SUCCESS"', ',"essential":false') },
    { bad: waiting('«"COMPLETE"»', ',"essential":true'), fixed: waiting('"COMPLETE"', ',"essential":false') },
  ],
  *check(task) {
    for (const { container, item, condition, target } of waits(task)) {
      const essential = target.get('essential');
      if (!ends(condition) || (essential && essential.bool !== true)) continue;
      const field = item.get('condition')!;
      const others = task.containers.filter((each) => each !== target);
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} waits until ${containerLabel(target)} ends, but the task ends with that one, since it is essential`,
        related: [
          {
            at: (essential ?? target.get('name') ?? target).value,
            message: essential ? 'Essential here' : 'Essential by default',
          },
        ],
        fixes: [
          ...(others.some((each) => each.get('essential')?.bool ?? true)
            ? [
                {
                  title: `Make ${containerLabel(target)} not essential`,
                  changes: () => [{ set: [...target.path, 'essential'], to: false }],
                },
              ]
            : []),
          setValue(field.path, 'START'),
        ],
      };
    }
  },
});

export const dependsOnRestarting = defineRule<CheckRule>({
  id: 'depends-on-restarting',
  group: 'container',
  severity: 'warning',
  summary: 'A container waits for the end of one that is restarted when it ends',
  why: 'With a restart policy even a successful end leads to a new start, unless exit code 0 is among the ignored ones.',
  source: guide('container-restart-policy', 'Restart individual containers'),
  inContainerArray: true,
  good: [
    waiting('"SUCCESS"', ',"essential":false,"restartPolicy":{"enabled":true,"ignoredExitCodes":[0]}'),
    waiting('"SUCCESS"', ',"essential":false,"restartPolicy":{"enabled":false}'),
  ],
  examples: [
    {
      bad: waiting('«"SUCCESS"»', ',"essential":false,"restartPolicy":{"enabled":true}'),
      fixed: waiting('"SUCCESS"', ',"essential":false,"restartPolicy":{"enabled":true,"ignoredExitCodes":[0]}'),
    },
  ],
  *check(task) {
    for (const { container, item, condition, target } of waits(task)) {
      const policy = target.get('restartPolicy');
      const codes = policy?.get('ignoredExitCodes');
      if (!ends(condition) || policy?.get('enabled')?.bool !== true) continue;
      if (codes && (codes.type !== 'array' || codes.items().some((code) => code.num === undefined || code.num === 0)))
        continue;
      yield {
        at: item.get('condition')!.value,
        message: `${sentence(containerLabel(container))} waits until ${containerLabel(target)} ends, but its restart policy starts it again`,
        fixes: [
          {
            title: 'Do not restart it after exit code 0',
            changes: () => [{ insert: [...policy.path, 'ignoredExitCodes'], item: 0 }],
          },
        ],
      };
    }
  },
});

export const dependsOnStartTimeout = defineRule<CheckRule>({
  id: 'depends-on-start-timeout',
  group: 'container',
  severity: 'hint',
  off: true,
  summary: 'Nothing limits how long the others wait for this container',
  why: 'Without "startTimeout" they wait as long as the platform does, which differs and is long.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [waiting('"SUCCESS"', ',"essential":false,"startTimeout":60'), waiting('"START"', '')],
  examples: [
    {
      bad: waiting('"SUCCESS"', ',"essential":false').replace('"name":"db"', '"name":«"db"»'),
      fixed: waiting('"SUCCESS"', ',"essential":false,"startTimeout":120'),
    },
  ],
  *check(task) {
    const targets = waits(task)
      .filter(({ condition, target }) => condition !== 'START' && !target.get('startTimeout'))
      .map(({ target }) => target);
    yield* once([...new Set(targets)], {
      message: (label) => `Nothing limits how long the others wait for ${label}`,
      fix: {
        title: 'Add "startTimeout": 120',
        changes: (container) => [{ set: [...container.path, 'startTimeout'], to: 120 }],
      },
    });
  },
});
