import { containerNode } from '../../schema/lookup';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { awsFacts } from '../facts';
import { isAbsent } from '../missing';
import { api } from '../sources';
import { containerLabel, listed } from '../words';
import { log } from './awslogsExample';
import { atOptions, driverOptions, logsWith } from './options';

const logNode = containerNode.members.get('logConfiguration')!;
const role = '"executionRoleArn":"ecsTaskExecutionRole"';

export const awslogsRequiredOptions = defineRule<CheckRule>({
  id: 'awslogs-required-options',
  absence: 'here',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver needs a group and a Region',
  why: 'Without them nothing says where the logs go.',
  awsMessage: 'Log driver awslogs requires options: awslogs-region, awslogs-group',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [
    inContainer(log('')),
    inContainer('"logConfiguration":{"logDriver":"awslogs","options":"${OPTIONS}"}'),
    inContainer('"logConfiguration":{"logDriver":"awslogs","Options":{}}'),
  ],
  examples: [
    {
      bad: inContainer('"logConfiguration":{"logDriver":"awslogs",«"options"»:{"awslogs-group":"a"}}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"<REGION>"}}',
      ),
    },
    {
      bad: inContainer('"logConfiguration":{"logDriver":«"awslogs"»}'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>"}}',
      ),
    },
  ],
  *check(task) {
    for (const each of logsWith(task, 'awslogs')) {
      if (!each.options && !isAbsent(each.block, 'options', logNode)) continue; // misspelled
      const missing = driverOptions['awslogs']!.required.filter((name) => !each.option(name));
      if (missing.length === 0) continue;
      const family = task.root?.get('family')?.known ?? each.container.get('name')?.known ?? 'app';
      const values: Readonly<Record<string, string>> = {
        'awslogs-group': `/ecs/${family}`,
        'awslogs-region': awsFacts(task).region,
        'awslogs-stream-prefix': 'ecs',
      };
      yield {
        at: atOptions(each),
        message: `The awslogs driver of ${containerLabel(each.container)} needs ${listed(missing.map((name) => `"${name}"`))}`,
        fixes: [
          {
            title: `Add ${listed(missing.map((name) => `"${name}"`))}`,
            changes: () =>
              // Fargate would ask for a prefix next.
              [...missing, ...(task.isFargate && !each.options ? ['awslogs-stream-prefix'] : [])].map((name) => ({
                set: [...each.block.path, 'options', name],
                to: values[name],
              })),
          },
        ],
      };
    }
  },
});

export const awslogsStreamPrefix = defineRule<CheckRule>({
  id: 'awslogs-stream-prefix',
  absence: 'here',
  group: 'logging',
  severity: 'error',
  summary: 'The awslogs driver needs a stream prefix here',
  why: 'Fargate names log streams prefix/container/task, and refuses to log without the prefix.',
  awsMessage: 'Fargate requires log configuration options to include awslogs-stream-prefix',
  source: api('LogConfiguration'),
  good: [inFargate(role, log('"awslogs-stream-prefix":"ecs"')), inContainer(log(''))],
  examples: [
    {
      bad: inFargate(role, log('').replace('"options"', '«"options"»')),
      fixed: inFargate(role, log('"awslogs-stream-prefix":"ecs"')),
    },
  ],
  *check(task) {
    const isManaged = task.launchTypes.has('MANAGED_INSTANCES');
    if (!task.isFargate && !isManaged) return;
    for (const each of logsWith(task, 'awslogs')) {
      if (!each.options || each.option('awslogs-stream-prefix')) continue;
      yield {
        at: each.options.key,
        ...(!task.isFargate && { severity: 'warning' as const }),
        message: `${task.isFargate ? 'Fargate needs' : 'Managed Instances ask for'} an "awslogs-stream-prefix" (${containerLabel(each.container)})`,
        fixes: [
          {
            title: 'Add "awslogs-stream-prefix": "ecs"',
            changes: () => [{ set: [...each.options!.path, 'awslogs-stream-prefix'], to: 'ecs' }],
          },
        ],
      };
    }
  },
});
