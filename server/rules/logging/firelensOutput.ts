import { hasPlaceholder } from '../../document/placeholder';
import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer } from '../example';
import { awsFacts } from '../facts';
import { missingTaskRole } from '../iam/taskRole';
import { removeMember } from '../fixes';
import { agent, api, guide } from '../sources';
import { containerLabel } from '../words';
import { isOutputOption, routed, routedLogs, routersOf } from './firelens';
import { type Log, logsOf } from './options';

/** What a container tells the log router about the output. */

const firelensGuide = guide('using_firelens', 'Send logs with FireLens');

/** The router's kind, when it is known and there is one. */
function routerType(task: TaskView): 'fluentbit' | 'fluentd' | undefined {
  const type = routersOf(task)[0]?.block.get('type')?.text;
  return type === 'fluentbit' || type === 'fluentd' ? type : undefined;
}

const isTemplate = (name: string | undefined): boolean => hasPlaceholder(name ?? '');

export const firelensOutputMissing = defineRule<CheckRule>({
  id: 'firelens-output-missing',
  absence: 'here',
  group: 'logging',
  severity: 'error',
  summary: 'The output of the logs has options but no name',
  why: 'The agent turns the options into an output section, which begins with the name of a plugin.',
  awsMessage: 'missing output key Name which is required for firelens configuration of type fluentbit',
  source: agent('FireLens'),
  inContainerArray: true,
  good: [
    routed({}),
    routed({ options: '"options":{"log-driver-buffer-limit":"1000"}' }),
    routed({ options: '"options":{"@type":"stdout"}', firelens: '"type":"fluentd"' }),
  ],
  examples: [
    {
      bad: routed({ options: '«"options"»:{"region":"eu-west-1"}' }),
      fixed: routed({ options: '"options":{"region":"eu-west-1","Name":"cloudwatch_logs"}' }),
    },
    {
      bad: routed({ options: '«"options"»:{"name":"stdout"}' }),
      fixed: routed({ options: '"options":{"Name":"stdout"}' }),
    },
  ],
  *check(task) {
    const type = routerType(task);
    if (!type) return;
    const needed = type === 'fluentbit' ? 'Name' : '@type';
    for (const each of routedLogs(task)) {
      const has = [...each.entries.map(({ name }) => name), ...each.secret];
      if (!each.options || !has.some(isOutputOption) || has.includes(needed) || has.some(isTemplate)) continue;
      const variant = each.entries.find(({ name }) => name?.toLowerCase() === needed.toLowerCase());
      yield {
        at: each.options.key,
        message: `The log options of ${containerLabel(each.container)} name no output: "${needed}" is missing`,
        fixes: [
          variant
            ? { title: `Rename to "${needed}"`, changes: () => [{ rename: variant.path, to: needed }] }
            : {
                title: `Add "${needed}": "cloudwatch_logs"`,
                changes: () => [{ set: [...each.options!.path, needed], to: 'cloudwatch_logs' }],
              },
        ],
      };
    }
  },
});

export const firelensNoOutput = defineRule<CheckRule>({
  id: 'firelens-no-output',
  absence: 'here',
  group: 'logging',
  severity: 'warning',
  summary: 'The logs reach the router and go no further',
  why: 'Neither the container nor a configuration file of the router names an output.',
  source: firelensGuide,
  inContainerArray: true,
  good: [
    routed({}),
    routed({
      options: '',
      firelens: '"type":"fluentbit","options":{"config-file-type":"file","config-file-value":"/a.conf"}',
    }),
    routed({ options: '' }).replace(
      '"firelensConfiguration"',
      '"environment":[{"name":"aws_fluent_bit_init_s3_1","value":"arn:aws:s3:::conf/out.conf"}],"firelensConfiguration"',
    ),
  ],
  examples: [
    {
      bad: routed({ options: '' }).replace('"awsfirelens"', '«"awsfirelens"»'),
      fixed: routed({
        options:
          '"options":{"Name":"cloudwatch_logs","region":"<REGION>","log_group_name":"/ecs/app","log_stream_prefix":"ecs-"}',
      }),
    },
  ],
  *check(task) {
    const [router] = routersOf(task);
    if (!router || router.option('config-file-value') || !isAwsImage(router.container.get('image')?.text)) return;
    if (isConfiguredAtStart(router.container)) return;
    for (const each of routedLogs(task)) {
      if ([...each.entries.map(({ name }) => name), ...each.secret].some(isOutputOption)) continue;
      yield {
        at: each.driver.value,
        message: `The logs of ${containerLabel(each.container)} reach the router and go no further`,
        fixes: routerType(task) === 'fluentbit' ? [nameOutput(task, each)] : [],
      };
    }
  },
});

/** Images made by others may bring a whole configuration along. */
const isAwsImage = (image = ''): boolean => /aws-for-fluent-bit|^fluent\/|^(docker\.io\/)?fluentd?\b/.test(image);

/** The `init` images of AWS for Fluent Bit add the configurations that these variables name when they start. */
const isConfiguredAtStart = (router: ContainerField): boolean =>
  (router.get('environment')?.items() ?? []).some((item) => item.get('name')?.text?.startsWith('aws_fluent_bit_init_'));

const nameOutput = (task: TaskView, each: Log): Fix => ({
  title: 'Send them to CloudWatch Logs',
  changes: () =>
    Object.entries({
      Name: 'cloudwatch_logs',
      region: awsFacts(task).region,
      log_group_name: `/ecs/${task.root?.get('family')?.known ?? 'app'}`,
      log_stream_prefix: 'ecs-',
    }).map(([name, to]) => ({ set: [...each.block.path, 'options', name], to })),
});

export const firelensBufferLimit = defineRule<CheckRule>({
  id: 'firelens-buffer-limit',
  group: 'logging',
  severity: 'error',
  summary: 'The buffer limit counts in bytes, up to 536870911',
  why: 'ECS takes a whole number of bytes, at most half a gigabyte.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [routed({ options: '"options":{"Name":"stdout","log-driver-buffer-limit":"2097152"}' })],
  examples: [
    { bad: routed({ options: '"options":{"Name":"stdout","log-driver-buffer-limit":«"2m"»}' }) },
    { bad: routed({ options: '"options":{"Name":"stdout","log-driver-buffer-limit":«"536870912"»}' }) },
  ],
  *check(task) {
    for (const { option } of routedLogs(task)) {
      const field = option('log-driver-buffer-limit');
      const limit = field?.known;
      if (!field || limit === undefined || (/^\d+$/.test(limit) && Number(limit) <= 536_870_911)) continue;
      yield { at: field.value, message: `The buffer limit is a number of bytes up to 536870911, not "${limit}"` };
    }
  },
});

export const firelensBufferLimitDriver = defineRule<CheckRule>({
  id: 'firelens-buffer-limit-driver',
  group: 'logging',
  severity: 'warning',
  summary: 'The buffer limit belongs to the driver awsfirelens',
  why: 'Other drivers have "max-buffer-size" for it.',
  source: api('LogConfiguration'),
  inContainerArray: true,
  good: [routed({ options: '"options":{"Name":"stdout","log-driver-buffer-limit":"2097152"}' })],
  examples: [
    {
      bad: inContainer('"logConfiguration":{"logDriver":"json-file","options":{«"log-driver-buffer-limit"»:"1"}}'),
      fixed: inContainer('"logConfiguration":{"logDriver":"json-file","options":{}}'),
    },
  ],
  *check(task) {
    for (const { name, option } of logsOf(task)) {
      const field = option('log-driver-buffer-limit');
      // For awslogs, ECS refuses every option that is not its own.
      if (!field || name === 'awsfirelens' || name === 'awslogs') continue;
      yield { at: field.key, fixes: [removeMember(field)] };
    }
  },
});

export const firelensMatchOption = defineRule<CheckRule>({
  id: 'firelens-match-option',
  group: 'logging',
  severity: 'warning',
  summary: 'ECS writes itself which logs an output matches',
  why: 'A second "Match" takes the logs of the container away from its output, or sends others there.',
  source: agent('FireLens'),
  inContainerArray: true,
  good: [routed({})],
  examples: [{ bad: routed({ options: '"options":{"Name":"stdout",«"Match"»:"*"}' }), fixed: routed({}) }],
  *check(task) {
    for (const { entries } of routedLogs(task)) {
      for (const field of entries) {
        if (field.name === 'Match' || field.name === 'match') yield { at: field.key, fixes: [removeMember(field)] };
      }
    }
  },
});

const awsPlugins = /^(cloudwatch|cloudwatch_logs|firehose|kinesis_firehose|kinesis_streams|kinesis|s3)$/;

export const firelensTaskRole = defineRule<CheckRule>({
  id: 'firelens-task-role',
  absence: 'here',
  group: 'logging',
  severity: 'warning',
  summary: 'The log router calls AWS, but the task has no role for it',
  why: 'The router writes with the task role. Without one it is refused, or on EC2 uses the role of the instance.',
  source: firelensGuide,
  good: [
    routed({ options: '"options":{"Name":"cloudwatch_logs"}', task: '"taskRoleArn":"app"' }),
    routed({ options: '"options":{"Name":"datadog"}' }),
  ],
  examples: [
    {
      bad: routed({ options: '"options":{"Name":«"cloudwatch_logs"»}' }),
      fixed: routed({
        options: '"options":{"Name":"cloudwatch_logs"}',
        task: '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>"',
      }),
    },
    {
      bad: routed({ options: '"options":{"Name":«"es"»,"AWS_Auth":"On"}' }),
      fixed: routed({
        options: '"options":{"Name":"es","AWS_Auth":"On"}',
        task: '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>"',
      }),
    },
  ],
  *check(task) {
    const callers = routedLogs(task).flatMap((log) => {
      const plugin = log.option('Name') ?? log.option('@type');
      const name = plugin?.known ?? '';
      const signs = /^(es|opensearch)$/.test(name) && /^(on|true)$/i.test(log.option('AWS_Auth')?.text ?? '');
      return plugin && (awsPlugins.test(name) || signs) ? [plugin] : [];
    });
    const [first] = callers;
    const what = `To write to "${first?.text}" the log router needs a "taskRoleArn"`;
    yield* missingTaskRole(
      task,
      what,
      callers.map(({ value }) => value),
    );
  },
});
