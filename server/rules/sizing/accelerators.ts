import type { TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { api, managedInstancesGuide } from '../sources';
import { containerLabel, listed, sentence } from '../words';
import { type Requirement, requirementsOf, withoutItem } from './resources';

const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"]';
const neuron = (value: string): string => `"resourceRequirements":[{"type":"NeuronDevice","value":${value}}]`;

export const neuronDevice = defineRule<CheckRule>({
  id: 'neuron-device',
  group: 'sizing',
  severity: 'error',
  summary: 'Neuron devices go to one container of a task on Managed Instances, all of them',
  why: 'Managed Instances hand over every Neuron device of an instance at once; no other launch type has them.',
  source: managedInstancesGuide,
  good: [inContainer(neuron('"ALL"'), managed), inContainer(neuron('"${COUNT}"'), managed)],
  examples: [
    {
      bad: inContainer('"resourceRequirements":[«{"type":"NeuronDevice","value":"2"}»]', managed),
      fixed: inContainer(neuron('"ALL"'), managed),
    },
    {
      bad: inContainer('"resourceRequirements":[«{"type":"NeuronDevice"}»]', managed),
      fixed: inContainer(neuron('"ALL"'), managed),
    },
    {
      bad: inContainer(
        '"resourceRequirements":[«{"type":"NeuronDevice","value":"ALL"}»]',
        '"requiresCompatibilities":["EC2"]',
      ),
    },
  ],
  *check(task) {
    const devices = requirementsOf(task).filter(({ type }) => type === 'NeuronDevice');
    for (const device of devices) {
      const problem = problemOf(task, device, devices);
      if (!problem) continue;
      yield {
        at: device.item.value,
        message: problem,
        fixes: problem.includes('"ALL"')
          ? [setValue([...device.item.path, 'value'], 'ALL', { title: 'Set "value" to "ALL"' })]
          : [],
      };
    }
  },
});

function problemOf(task: TaskView, { container, item }: Requirement, all: readonly Requirement[]): string | undefined {
  const without = (['EC2', 'FARGATE', 'EXTERNAL'] as const).filter((type) => task.launchTypes.has(type));
  if (without.length > 0) return `Neuron devices need Managed Instances; ${listed(without)} cannot hand them over`;
  const value = item.get('value');
  if (!value || value.text === '')
    return `${sentence(containerLabel(container))} has to say "ALL" to get the Neuron devices`;
  if (value.known !== undefined && value.text !== 'ALL') {
    return `${sentence(containerLabel(container))} asks for "${value.known}" Neuron devices; only "ALL" is possible`;
  }
  const first = all[0]!;
  return first.container === container
    ? undefined
    : `Only one container of a task gets Neuron devices, and ${containerLabel(first.container)} has them already`;
}

export const inferenceAcceleratorRemoved = defineRule<CheckRule>({
  id: 'inference-accelerator-removed',
  group: 'sizing',
  severity: 'error',
  summary: 'Elastic Inference no longer exists',
  why: 'AWS closed Elastic Inference to new customers in April 2023 and has since ended it, so nothing can provide these devices.',
  awsMessage: "Unsupported field 'inferenceAccelerators'",
  source: api('InferenceAccelerator'),
  good: [inTask('"inferenceAccelerators":[]')],
  examples: [
    {
      bad: inTask('«"inferenceAccelerators"»:[{"deviceName":"d","deviceType":"eia2.medium"}]'),
      fixed: inTask(''),
    },
    {
      bad: inContainer('"resourceRequirements":[{«"type"»:"InferenceAccelerator","value":"d"}]'),
      fixed: inContainer(''),
    },
  ],
  *check(task) {
    const list = task.root?.get('inferenceAccelerators');
    const uses = requirementsOf(task).filter(({ type }) => type === 'InferenceAccelerator');
    if (list && !list.isEmpty) {
      const remove = {
        title: 'Remove the accelerators',
        changes: () => [...uses.map(withoutItem).reverse(), { remove: list.path }],
      };
      yield { at: list.key, tag: 'deprecated', fixes: [uses.length > 0 ? remove : removeMember(list)] };
    }
    for (const use of uses) {
      yield {
        at: use.item.get('type')!.key,
        tag: 'deprecated',
        message: `Elastic Inference no longer exists, nor the accelerator "${use.item.get('value')?.text ?? ''}"`,
        fixes: [{ title: 'Remove the accelerator', changes: () => [withoutItem(use)] }],
      };
    }
  },
});
