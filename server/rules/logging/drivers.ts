import type { TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { api } from '../sources';
import { addAwslogs, roleForLogs } from './logConfigurationMissing';
import { type Log, drivers, logsOf } from './options';

const log = (driver: string): string => `"logConfiguration":{"logDriver":${driver}}`;
const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"]';
const awslogs =
  '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>","awslogs-stream-prefix":"ecs"}}';
const role = '"executionRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/ecsTaskExecutionRole"';

const toCloudWatch = (task: TaskView, { container }: Log): Fix => ({
  title: 'Send it to CloudWatch Logs instead',
  changes: () => [addAwslogs(task, container), ...roleForLogs(task)],
});

export const logDriverFargate = defineRule<CheckRule>({
  id: 'log-driver-fargate',
  group: 'logging',
  severity: 'error',
  summary: 'Fargate logs with awslogs, splunk or awsfirelens',
  why: 'The other drivers keep logs on the host or ask it for a service, and the host belongs to AWS.',
  awsMessage: 'json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]',
  source: api('LogConfiguration'),
  good: [inFargate(role, log('"splunk"')), inFargate('', log('"${DRIVER}"')), inContainer(log('"syslog"'))],
  examples: [{ bad: inFargate('', log('«"json-file"»')), fixed: inFargate(role, awslogs) }],
  *check(task) {
    if (!task.isFargate) return;
    for (const each of logsOf(task)) {
      if (!drivers.includes(each.name) || ['awslogs', 'splunk', 'awsfirelens'].includes(each.name)) continue;
      yield {
        at: each.driver.value,
        message: `Fargate has no log driver ${each.name}; it takes awslogs, splunk and awsfirelens`,
        fixes: [toCloudWatch(task, each)],
      };
    }
  },
});

export const logDriverManagedInstances = defineRule<CheckRule>({
  id: 'log-driver-managed-instances',
  group: 'logging',
  severity: 'error',
  summary: 'Managed Instances log with awslogs, splunk, awsfirelens or json-file',
  why: 'The other drivers need a service on the instance, which AWS manages.',
  source: api('LogConfiguration'),
  yieldsTo: ['log-driver-fargate'],
  good: [inContainer(log('"json-file"'), managed)],
  examples: [{ bad: inContainer(log('«"syslog"»'), managed), fixed: inContainer(awslogs, `${managed},${role}`) }],
  *check(task) {
    if (!task.launchTypes.has('MANAGED_INSTANCES')) return;
    for (const each of logsOf(task)) {
      if (!drivers.includes(each.name) || /^(awslogs|splunk|awsfirelens|json-file)$/.test(each.name)) continue;
      yield {
        at: each.driver.value,
        message: `Managed Instances have no log driver ${each.name}`,
        fixes: [toCloudWatch(task, each)],
      };
    }
  },
});
