import { type CheckRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { onFargateWindows } from '../scope';
import { fargateGuide, guide } from '../sources';
import { containerLabel } from '../words';
import { mappingsOf } from './ports';

/** Ports that belong to ECS itself. */

const fargateWindows = (port: string): string =>
  `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"containerDefinitions":[{"name":"web","image":"app:1","portMappings":[{"containerPort":${port}}]}]}`;

export const fargateWindowsPort3150 = defineRule<CheckRule>({
  id: 'fargate-windows-port-3150',
  group: 'network',
  severity: 'error',
  summary: 'Port 3150 is reserved in Windows tasks on Fargate',
  why: 'Fargate uses it itself, so no container can listen there.',
  source: fargateGuide,
  good: [fargateWindows('3151'), inContainer('"portMappings":[{"containerPort":3150}]')],
  examples: [{ bad: fargateWindows('«3150»') }],
  *check(task) {
    if (!onFargateWindows(task)) return;
    for (const { item, containerPort } of mappingsOf(task)) {
      if (containerPort === 3150) yield { at: item.get('containerPort')!.value };
    }
  },
});

const router = (port: string): string =>
  `{"name":"router","image":"public.ecr.aws/aws-observability/aws-for-fluent-bit:stable","memory":64,"firelensConfiguration":{"type":"fluentbit"},"portMappings":[{"containerPort":${port}}]},{"name":"web","image":"nginx:1.27","memory":64,"logConfiguration":{"logDriver":"awsfirelens","options":{"Name":"null"}}}`;

export const firelensPort24224 = defineRule<CheckRule>({
  id: 'firelens-port-24224',
  group: 'network',
  severity: 'warning',
  summary: 'Port 24224 carries the logs of this task',
  why: 'FireLens listens there for the other containers. Mapping it lets others write into the log, or takes it away.',
  source: guide('using_firelens', 'Send logs with FireLens'),
  good: [withContainers(router('24225'), '"networkMode":"awsvpc"'), withContainers(router('24224'))],
  examples: [
    {
      bad: withContainers(router('«24224»'), '"networkMode":"awsvpc"'),
      fixed: withContainers(router('24224'), '"networkMode":"awsvpc"').replace('{"containerPort":24224}', ''),
    },
  ],
  *check(task) {
    if (task.networkMode !== 'awsvpc' && task.networkMode !== 'host') return;
    if (!task.containers.some((container) => container.get('firelensConfiguration'))) return;
    for (const { container, item, containerPort } of mappingsOf(task)) {
      if (containerPort !== 24_224) continue;
      yield {
        at: item.get('containerPort')!.value,
        message: `Port 24224 carries the logs of this task; ${containerLabel(container)} should not map it`,
        fixes: [{ title: 'Delete this mapping', changes: () => [{ remove: item.path }] }],
      };
    }
  },
});
