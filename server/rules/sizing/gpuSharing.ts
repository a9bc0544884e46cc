import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate, withContainers } from '../example';
import { removeMember } from '../fixes';
import { offFargate } from '../scope';
import { api, guide } from '../sources';
import { containerLabel, sentence } from '../words';
import { gpusOf, requirementsOf } from './resources';

/** One GPU for several containers: NVIDIA MPS by `sharingStrategy`, which takes the place of `value`. */

const gpuGuide = guide('ecs-gpu-specifying', 'Specify GPUs');
const mps = '"sharingStrategy":{"nvidiaMps":{"memory":1024}}';
const requirement = (members: string): string => inContainer(`"resourceRequirements":[${members}]`);

export const gpuValueAndSharing = defineRule<CheckRule>({
  id: 'gpu-value-and-sharing',
  group: 'sizing',
  severity: 'error',
  summary: 'A GPU takes either a "value" or a "sharingStrategy"',
  why: 'The value asks for whole GPUs, the strategy for a share of one. Both or neither leaves open what is wanted.',
  source: api('ResourceRequirement'),
  good: [requirement('{"type":"GPU","value":"1"}'), requirement(`{"type":"GPU",${mps}}`)],
  examples: [
    {
      bad: requirement(`«{"type":"GPU","value":"1",${mps}}»`),
      fixed: requirement('{"type":"GPU","value":"1"}'),
    },
    { bad: requirement('«{"type":"GPU"}»'), fixed: requirement('{"type":"GPU","value":"1"}') },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    for (const { container, item } of gpusOf(task)) {
      const value = item.get('value');
      const sharing = item.get('sharingStrategy');
      if ((value === undefined) !== (sharing === undefined)) continue;
      yield {
        at: item.value,
        message: `The GPU of ${containerLabel(container)} ${sharing ? 'has both "value" and "sharingStrategy"' : 'has neither "value" nor "sharingStrategy"'}`,
        fixes: sharing
          ? [removeMember(sharing), removeMember(value!)]
          : [{ title: 'Add "value": "1"', changes: () => [{ set: [...item.path, 'value'], to: '1' }] }],
      };
    }
  },
});

export const gpuSharingMixed = defineRule<CheckRule>({
  id: 'gpu-sharing-mixed',
  group: 'sizing',
  severity: 'error',
  summary: 'Whole GPUs and shares of a GPU do not go together in one task',
  why: 'Either every GPU container of a task shares, or none does.',
  source: gpuGuide,
  yieldsTo: ['gpu-value-and-sharing'],
  good: [requirement(`{"type":"GPU",${mps}}`)],
  examples: [
    {
      bad: withContainers(
        `{"name":"a","image":"app:1","memory":64,"resourceRequirements":[{"type":"GPU","value":"1"}]},{"name":"b","image":"app:1","memory":64,"resourceRequirements":[«{"type":"GPU",${mps}}»]}`,
      ),
    },
  ],
  *check(task) {
    if (!offFargate(task)) return;
    const [first, ...others] = gpusOf(task).filter(({ item }) => item.get('value') ?? item.get('sharingStrategy'));
    const shares = first?.item.get('sharingStrategy') !== undefined;
    const odd = others.find(({ item }) => (item.get('sharingStrategy') !== undefined) !== shares);
    if (!first || !odd) return;
    yield {
      at: odd.item.value,
      message: `${sentence(containerLabel(odd.container))} ${shares ? 'takes a whole GPU' : 'shares a GPU'}, while ${containerLabel(first.container)} ${shares ? 'shares one' : 'takes a whole one'}`,
      related: [{ at: first.item.value, message: 'The other way is used here' }],
    };
  },
});

export const gpuSharingUnsupported = defineRule<CheckRule>({
  id: 'gpu-sharing-unsupported',
  group: 'sizing',
  severity: 'error',
  summary: 'GPUs are shared on EC2 and Managed Instances only',
  why: 'Fargate has no GPUs, and External instances do not support sharing one.',
  source: gpuGuide,
  good: [requirement(`{"type":"GPU",${mps}}`)],
  examples: [
    {
      bad: inContainer(
        '"resourceRequirements":[{"type":"GPU",«"sharingStrategy"»:{"nvidiaMps":{"memory":1024}}}]',
        '"requiresCompatibilities":["EXTERNAL"]',
      ),
      fixed: inContainer(
        '"resourceRequirements":[{"type":"GPU","value":"1"}]',
        '"requiresCompatibilities":["EXTERNAL"]',
      ),
    },
    {
      bad: inFargate('', '"resourceRequirements":[{"type":"GPU",«"sharingStrategy"»:{"nvidiaMps":{"memory":1024}}}]'),
      fixed: inFargate('', '"resourceRequirements":[{"type":"GPU","value":"1"}]'),
    },
  ],
  *check(task) {
    if (!task.isFargate && !task.launchTypes.has('EXTERNAL')) return;
    for (const { item } of gpusOf(task)) {
      const sharing = item.get('sharingStrategy');
      if (!sharing) continue;
      const value = item.get('value') ? [] : [{ set: [...item.path, 'value'], to: '1' }];
      yield {
        at: sharing.key,
        fixes: [{ title: 'Ask for a whole GPU instead', changes: () => [{ remove: sharing.path }, ...value] }],
      };
    }
  },
});

export const gpuSharingWrongType = defineRule<CheckRule>({
  id: 'gpu-sharing-wrong-type',
  group: 'sizing',
  severity: 'error',
  summary: 'Only GPUs can be shared',
  why: '"sharingStrategy" belongs to resources of type GPU.',
  source: api('ResourceRequirement'),
  inContainerArray: true,
  good: [requirement(`{"type":"GPU",${mps}}`), requirement(`{"type":"<TYPE>",${mps}}`)],
  examples: [
    {
      bad: requirement('{"type":"NeuronDevice","value":"ALL",«"sharingStrategy"»:{"nvidiaMps":{"memory":1}}}'),
      fixed: requirement('{"type":"NeuronDevice","value":"ALL"}'),
    },
  ],
  *check(task) {
    for (const { item, type } of requirementsOf(task)) {
      const sharing = item.get('sharingStrategy');
      if (!sharing || type === undefined || type === 'GPU') continue;
      yield { at: sharing.key, message: `Only GPUs can be shared, not ${type}`, fixes: [removeMember(sharing)] };
    }
  },
});
