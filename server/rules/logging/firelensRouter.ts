import type { Change } from '../../document/change';
import type { TaskView } from '../../document/view';
import { isFluentBit } from '../container/imageAdvice';
import { imagesOf } from '../container/imageFaults';
import { type CheckRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { setValue } from '../fixes';
import { agent, guide, source, windowsGuide } from '../sources';
import { containerLabel, sentence } from '../words';
import { driversComplete, routed, routedLogs, routersOf } from './firelens';
import { addAwslogs, roleForLogs } from './logConfigurationMissing';

const firelensGuide = guide('using_firelens', 'Send logs with FireLens');
const consumer = (driver: string): string =>
  `{"name":"web","image":"nginx:1.27","memory":64,"logConfiguration":{"logDriver":${driver},"options":{"Name":"stdout"}}}`;

export const firelensRouterMissing = defineRule<CheckRule>({
  id: 'firelens-router-missing',
  absence: 'anywhere',
  group: 'logging',
  severity: 'error',
  summary: 'The driver awsfirelens needs a container that routes the logs',
  why: 'awsfirelens hands the logs to a container of the same task, the one with "firelensConfiguration".',
  awsMessage:
    'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.',
  source: firelensGuide,
  inContainerArray: true,
  good: [routed({}), '{"name":"web","image":"a:1","logConfiguration":{"logDriver":"awsfirelens"}}'],
  examples: [
    {
      bad: withContainers(consumer('«"awsfirelens"»')),
      fixed: withContainers(
        `${consumer('"awsfirelens"')},{"name":"log_router","image":"public.ecr.aws/aws-observability/aws-for-fluent-bit:stable","essential":true,"memoryReservation":50,"firelensConfiguration":{"type":"fluentbit"}}`,
      ),
    },
  ],
  *check(task, document) {
    const [first, ...others] = routedLogs(task);
    if (!first || routersOf(task).length > 0 || document.form === 'single-container') return;
    yield {
      at: first.driver.value,
      message: `${sentence(containerLabel(first.container))} logs to FireLens, but no container has a "firelensConfiguration"`,
      related: others.map(({ driver }) => ({ at: driver.value, message: 'This one too' })),
      // Options in the style of fluentd ask for another router than the one added here.
      fixes:
        task.container('log_router') || first.option('@type')
          ? []
          : [{ title: 'Add a log router', changes: () => [addRouter(task, first.container.path.slice(0, -1))] }],
    };
  },
});

const addRouter = (task: TaskView, list: readonly (string | number)[]): Change => ({
  insert: list,
  item: {
    name: 'log_router',
    image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
    essential: true,
    ...(!task.root?.get('memory') && { memoryReservation: 50 }),
    firelensConfiguration: { type: 'fluentbit' },
  },
});

export const firelensConsumerMissing = defineRule<CheckRule>({
  id: 'firelens-consumer-missing',
  absence: 'anywhere',
  group: 'logging',
  severity: 'error',
  summary: 'A log router without a container that logs to it',
  why: 'ECS refuses a "firelensConfiguration" that no container uses by the log driver awsfirelens.',
  awsMessage:
    'When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.',
  source: firelensGuide,
  inContainerArray: true,
  good: [
    routed({}),
    routed({}).replace('"awsfirelens"', '"${DRIVER}"'),
    '{"name":"router","image":"a:1","firelensConfiguration":{"type":"fluentbit"}}',
  ],
  examples: [{ bad: inContainer('«"firelensConfiguration"»:{"type":"fluentbit"}') }],
  *check(task, document) {
    const [first] = routersOf(task);
    if (!first || routedLogs(task).length > 0 || !driversComplete(task)) return;
    if (document.form === 'single-container') return;
    yield {
      at: first.block.key,
      message: `No container sends its logs to ${containerLabel(first.container)} by the log driver awsfirelens`,
    };
  },
});

export const firelensMultipleRouters = defineRule<CheckRule>({
  id: 'firelens-multiple-routers',
  group: 'logging',
  severity: 'error',
  summary: 'A task has one log router',
  why: 'The other containers are told one address for their logs.',
  source: agent('FireLens'),
  inContainerArray: true,
  good: [routed({})],
  examples: [
    { bad: routed({}).replace('"name":"web",', '"name":"web",«"firelensConfiguration"»:{"type":"fluentd"},') },
  ],
  *check(task) {
    const [first, ...others] = routersOf(task);
    for (const other of others) {
      yield {
        at: other.block.key,
        message: `${sentence(containerLabel(first!.container))} routes the logs of this task already`,
        related: [{ at: first!.block.key, message: 'The first router' }],
      };
    }
  },
});

export const firelensRouterUsesFirelens = defineRule<CheckRule>({
  id: 'firelens-router-uses-firelens',
  group: 'logging',
  severity: 'warning',
  summary: 'The log router sends its own logs to itself',
  why: 'What it says about a failure then goes round in a circle and nowhere else.',
  source: firelensGuide,
  inContainerArray: true,
  good: [routed({})],
  examples: [
    {
      bad: routed({ router: ',"logConfiguration":{"logDriver":«"awsfirelens"»,"options":{"Name":"stdout"}}' }),
      fixed: routed({
        router:
          ',"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>","awslogs-stream-prefix":"ecs"}}',
      }),
    },
  ],
  *check(task) {
    const logs = routedLogs(task);
    for (const { container, driver } of logs) {
      if (!container.get('firelensConfiguration')) continue;
      // Without another consumer the fix would leave the router with nobody to serve.
      const isOnly = logs.length === 1;
      yield {
        at: driver.value,
        message: `${sentence(containerLabel(container))} routes logs and sends its own to itself`,
        fixes: isOnly
          ? []
          : [
              {
                title: 'Send them to CloudWatch Logs',
                changes: () => [addAwslogs(task, container), ...roleForLogs(task)],
              },
            ],
      };
    }
  },
});

export const firelensRouterNotEssential = defineRule<CheckRule>({
  id: 'firelens-router-not-essential',
  group: 'logging',
  severity: 'warning',
  summary: 'The task goes on without its log router',
  why: 'When the router ends, the logs of all other containers are lost, and nobody is told.',
  source: firelensGuide,
  inContainerArray: true,
  good: [routed({ router: ',"essential":true' })],
  examples: [{ bad: routed({ router: ',"essential":«false»' }), fixed: routed({ router: ',"essential":true' }) }],
  *check(task) {
    for (const { container } of routersOf(task)) {
      const field = container.get('essential');
      if (field?.bool !== false) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} routes the logs, but the task goes on without it`,
        fixes: [setValue(field.path, true)],
      };
    }
  },
});

export const firelensDependsOn = defineRule<CheckRule>({
  id: 'firelens-depends-on',
  group: 'logging',
  severity: 'hint',
  off: true,
  summary: 'The log router waits for a container that logs to it',
  why: 'ECS starts the router first, so that no line is lost; waiting turns that around.',
  source: agent('FireLens'),
  inContainerArray: true,
  good: [routed({})],
  examples: [{ bad: routed({ router: ',"dependsOn":[{"containerName":«"web"»,"condition":"START"}]' }) }],
  *check(task) {
    const senders = new Set(routedLogs(task).map(({ container }) => container.get('name')?.text));
    for (const { container } of routersOf(task)) {
      for (const item of container.get('dependsOn')?.items() ?? []) {
        const field = item.get('containerName');
        if (field?.text && senders.has(field.text)) yield { at: field.value };
      }
    }
  },
});

export const firelensImageLatest = defineRule<CheckRule>({
  id: 'firelens-image-latest',
  group: 'logging',
  severity: 'info',
  summary: 'The log router is whatever "latest" happens to be',
  why: 'AWS publishes a "stable" tag for production, which moves after tests only.',
  source: source('aws-for-fluent-bit', 'https://github.com/aws/aws-for-fluent-bit#using-the-stable-tag'),
  inContainerArray: true,
  good: [routed({}).replace('fluent/fluent-bit:3', 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0')],
  examples: [
    {
      bad: routed({}).replace('"fluent/fluent-bit:3"', '«"amazon/aws-for-fluent-bit:latest"»'),
      fixed: routed({}).replace('fluent/fluent-bit:3', 'amazon/aws-for-fluent-bit:stable'),
    },
  ],
  *check(task) {
    for (const { container, field, text, reference } of imagesOf(task)) {
      if (!reference || !container.get('firelensConfiguration')) continue;
      const { tag, digest } = reference;
      if (!isFluentBit(reference) || digest !== undefined || (tag !== undefined && tag !== 'latest')) continue;
      yield { at: field.value, fixes: [setValue(field.path, `${text.replace(/:latest$/, '')}:stable`)] };
    }
  },
});

export const firelensWindows = defineRule<CheckRule>({
  id: 'firelens-windows',
  group: 'logging',
  severity: 'error',
  summary: 'FireLens does not run on Windows',
  why: 'Neither the router nor the log driver exists there.',
  source: windowsGuide,
  good: [routed({})],
  examples: [
    {
      bad: routed({ task: '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}' })
        .replace('"firelensConfiguration"', '«"firelensConfiguration"»')
        .replace('"awsfirelens"', '«"awsfirelens"»'),
    },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const { block } of routersOf(task)) yield { at: block.key };
    for (const { driver } of routedLogs(task)) yield { at: driver.value };
  },
});
