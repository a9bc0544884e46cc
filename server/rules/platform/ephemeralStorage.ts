import { type CheckRule, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { offFargate, onFargateWindows } from '../scope';
import { api, fargateGuide } from '../sources';
import { listed } from '../words';

const storage = '"ephemeralStorage":{"sizeInGiB":30}';
const marked = '«"ephemeralStorage"»:{"sizeInGiB":30}';

export const ephemeralStorageRange = defineRule<CheckRule>({
  id: 'ephemeral-storage-range',
  group: 'platform',
  severity: 'error',
  summary: 'Ephemeral storage is from 21 to 200 GiB',
  why: 'Every Fargate task has 20 GiB without asking, so only more than that can be asked for.',
  awsMessage: 'EphemeralStorage size should be at least 21',
  source: api('EphemeralStorage'),
  good: [inFargate('"ephemeralStorage":{"sizeInGiB":21}'), inFargate('"ephemeralStorage":{"sizeInGiB":"${SIZE}"}')],
  examples: [
    { bad: inFargate('"ephemeralStorage":{"sizeInGiB":«20»}'), fixed: inFargate('') },
    {
      bad: inFargate('"ephemeralStorage":{"sizeInGiB":«500»}'),
      fixed: inFargate('"ephemeralStorage":{"sizeInGiB":200}'),
    },
  ],
  *check(task) {
    const block = task.root?.get('ephemeralStorage');
    const field = block?.get('sizeInGiB');
    const size = field?.int;
    if (!block || !field || size === undefined || (size >= 21 && size <= 200)) return;
    if (!task.isFargate && task.launchTypes.size > 0) return; // refused as a whole
    const clamp = setValue(field.path, size < 21 ? 21 : 200);
    yield {
      at: field.value,
      message:
        size === 20
          ? 'A task has 20 GiB without asking; only 21 to 200 can be asked for'
          : `Ephemeral storage is from 21 to 200 GiB, not ${size}`,
      fixes: size === 20 ? [removeMember(block), clamp] : [clamp],
    };
  },
});

export const ephemeralStorageNotFargate = defineRule<CheckRule>({
  id: 'ephemeral-storage-not-fargate',
  group: 'platform',
  severity: 'error',
  summary: 'Only Fargate sizes its ephemeral storage',
  why: 'Elsewhere a task uses the disk of its instance, whose size is not set here.',
  awsMessage: 'Tasks using the EC2 launch type do not support EphemeralStorage',
  source: api('EphemeralStorage'),
  good: [inFargate(storage), inTask(storage), inTask(`"requiresCompatibilities":["EC2","FARGATE"],${storage}`)],
  examples: [
    {
      bad: inTask(`"requiresCompatibilities":["EC2"],${marked}`),
      fixed: inTask('"requiresCompatibilities":["EC2"]'),
    },
  ],
  *check(task) {
    const field = task.root?.get('ephemeralStorage');
    if (!field || !offFargate(task) || task.launchTypes.size === 0) return;
    yield {
      at: field.key,
      message: `Only Fargate sizes its ephemeral storage, not ${listed([...task.launchTypes])}`,
      fixes: [removeMember(field)],
    };
  },
});

export const ephemeralStorageWindows = defineRule<CheckRule>({
  id: 'ephemeral-storage-windows',
  group: 'platform',
  severity: 'warning',
  summary: 'AWS does not say clearly whether Windows tasks on Fargate take more storage',
  why: 'One page of the guide allows it from platform version 1.0.0, another says it is not supported.',
  source: fargateGuide,
  good: [inFargate(storage)],
  examples: [
    {
      bad: `{"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"2048","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},${marked},"containerDefinitions":[{"name":"web","image":"app:1"}]}`,
    },
  ],
  *check(task) {
    const field = task.root?.get('ephemeralStorage');
    if (field && onFargateWindows(task)) yield { at: field.key };
  },
});
