import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate, withContainers } from '../example';
import { setValue } from '../fixes';
import { offFargate } from '../scope';
import { api, fargateGuide, guide } from '../sources';
import { containerLabel, sentence } from '../words';
import { gpusOf, requirementsOf, withoutItem } from './resources';

const gpuGuide = guide('ecs-gpu-specifying', 'Specify GPUs');
const gpu = (value: string): string => `"resourceRequirements":[{"type":"GPU","value":${value}}]`;

export const gpuOnFargate = defineRule<CheckRule>({
  id: 'gpu-on-fargate',
  group: 'sizing',
  severity: 'error',
  summary: 'Fargate has no GPUs',
  why: 'Fargate capacity comes without GPUs, so a task definition that names both is refused.',
  awsMessage: 'Tasks using the Fargate launch type do not support GPU resource requirements',
  source: fargateGuide,
  good: [inContainer(gpu('"1"'))],
  examples: [{ bad: inFargate('', '"resourceRequirements":[{"type":«"GPU"»,"value":"1"}]'), fixed: inFargate('') }],
  *check(task) {
    if (!task.isFargate) return;
    for (const requirement of gpusOf(task)) {
      yield {
        at: requirement.item.get('type')!.value,
        message: `Fargate has no GPUs, but ${containerLabel(requirement.container)} asks for one`,
        fixes: [{ title: 'Remove the GPU', changes: () => [withoutItem(requirement)] }],
      };
    }
  },
});

export const gpuValueInvalid = defineRule<CheckRule>({
  id: 'gpu-value-invalid',
  group: 'sizing',
  severity: 'error',
  summary: 'The number of GPUs is not one ECS reads',
  why: 'A container asks for a whole number of GPUs, a fraction of one on capacity that shares them, or "ALL".',
  source: gpuGuide,
  good: [inContainer(gpu('"2"')), inContainer(gpu('"0.25"')), inContainer(gpu('"ALL"')), inContainer(gpu('"${GPUS}"'))],
  examples: [
    { bad: inContainer(gpu('«"one"»')), fixed: inContainer(gpu('"1"')) },
    { bad: inContainer(gpu('«"0"»')), fixed: inContainer(gpu('"1"')) },
    { bad: inContainer(gpu('«""»')), fixed: inContainer(gpu('"1"')) },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    for (const { container, item } of gpusOf(task)) {
      const field = item.get('value');
      const value = field?.text;
      if (!field || value === undefined || field.unknown || value === 'ALL') continue;
      if (/^(\d+|\d*\.\d+)$/.test(value) && Number(value) > 0) continue;
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} asks for "${value}" GPUs; ECS takes "1", "2", a fraction such as "0.25", or "ALL"`,
        fixes: [setValue(field.path, '1')],
      };
    }
  },
});

export const gpuAllShared = defineRule<CheckRule>({
  id: 'gpu-all-shared',
  group: 'sizing',
  severity: 'warning',
  summary: 'Two containers both ask for all GPUs',
  why: '"ALL" takes every GPU of the instance, so nothing is left for a second container that wants the same.',
  source: gpuGuide,
  good: [inContainer(gpu('"ALL"'))],
  examples: [
    {
      bad: withContainers(
        '{"name":"a","image":"app:1","memory":64,"resourceRequirements":[{"type":"GPU","value":"ALL"}]},{"name":"b","image":"app:1","memory":64,"resourceRequirements":[{"type":"GPU","value":«"ALL"»}]}',
      ),
    },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    const [first, ...others] = gpusOf(task).filter(({ item }) => item.get('value')?.text === 'ALL');
    for (const other of others) {
      if (!first || other.container === first.container) continue;
      yield {
        at: other.item.get('value')!.value,
        message: `${sentence(containerLabel(other.container))} asks for all GPUs, and so does ${containerLabel(first.container)}`,
        related: [{ at: first.item.get('value')!.value, message: 'Taken here first' }],
      };
    }
  },
});

export const gpuWindows = defineRule<CheckRule>({
  id: 'gpu-windows',
  group: 'sizing',
  severity: 'error',
  summary: 'Windows containers get no GPUs',
  why: 'ECS hands GPUs to Linux containers only.',
  source: gpuGuide,
  yieldsTo: ['gpu-on-fargate'],
  good: [inContainer(gpu('"1"'))],
  examples: [
    {
      bad: inContainer(
        '"resourceRequirements":[{"type":«"GPU"»,"value":"1"}]',
        '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}',
      ),
    },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const { item } of gpusOf(task)) yield { at: item.get('type')!.value };
  },
});

export const resourceRequirementDuplicate = defineRule<CheckRule>({
  id: 'resource-requirement-duplicate',
  group: 'sizing',
  severity: 'warning',
  summary: 'The same kind of resource is asked for twice',
  why: 'One item per kind is enough, and it is unclear which of the two counts.',
  source: api('ResourceRequirement'),
  inContainerArray: true,
  good: [inContainer(gpu('"1"'))],
  examples: [
    {
      bad: inContainer('"resourceRequirements":[{"type":"GPU","value":"1"},{"type":«"GPU"»,"value":"2"}]'),
      fixed: inContainer(gpu('"1"')),
    },
  ],
  *check(task) {
    const seen = new Map<string, true>();
    for (const { container, item, type } of requirementsOf(task)) {
      if (type === undefined || type === 'InferenceAccelerator') continue; // one per device, and none exists any more
      const key = `${container.pointer} ${type}`;
      if (!seen.has(key)) {
        seen.set(key, true);
        continue;
      }
      yield {
        at: item.get('type')!.value,
        message: `${sentence(containerLabel(container))} asks for ${type} twice`,
        fixes: [{ title: 'Delete this item', changes: () => [{ remove: item.path }] }],
      };
    }
  },
});
