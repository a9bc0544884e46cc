import { type CheckRule, defineRule } from '../define';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { guide } from '../sources';

/** ECS Anywhere: instances outside AWS. */

const external = '"requiresCompatibilities":["EXTERNAL"]';
const externalGuide = guide('ecs-anywhere', 'Clusters for the external launch type');

export const externalNetworkMode = defineRule<CheckRule>({
  id: 'external-network-mode',
  group: 'platform',
  severity: 'error',
  summary: 'External instances do not support network mode awsvpc',
  why: 'A machine outside AWS has no VPC to take a network interface from; it runs tasks in bridge, host or none mode.',
  source: externalGuide,
  good: [inTask(`${external},"networkMode":"bridge"`), inTask(external)],
  examples: [
    { bad: inTask(`${external},"networkMode":«"awsvpc"»`), fixed: inTask(`${external},"networkMode":"bridge"`) },
  ],
  *check(task) {
    const field = task.root?.get('networkMode');
    if (!task.launchTypes.has('EXTERNAL') || field?.text !== 'awsvpc') return;
    const canChange =
      !task.isFargate &&
      !task.launchTypes.has('MANAGED_INSTANCES') &&
      task.os !== 'windows' &&
      !task.root?.get('proxyConfiguration');
    yield { at: field.value, fixes: canChange ? [setValue(field.path, 'bridge')] : [] };
  },
});

export const externalUnsupportedParameter = defineRule<CheckRule>({
  id: 'external-unsupported-parameter',
  group: 'platform',
  severity: 'error',
  summary: 'External instances do not support this member',
  why: 'EFS, S3 Files, EBS and App Mesh need a network inside AWS.',
  source: externalGuide,
  good: [inTask(`${external},"volumes":[{"name":"data","configuredAtLaunch":false}]`)],
  examples: [
    {
      bad: inTask(`${external},"volumes":[{"name":"data",«"efsVolumeConfiguration"»:{"fileSystemId":"fs-12345678"}}]`),
    },
    { bad: inTask(`${external},"volumes":[{"name":"data",«"configuredAtLaunch"»:true}]`) },
  ],
  *check(task) {
    if (!task.launchTypes.has('EXTERNAL')) return;
    const fields = [
      task.root?.get('proxyConfiguration'),
      ...task.volumes.flatMap((volume) => [
        volume.get('efsVolumeConfiguration'),
        volume.get('s3filesVolumeConfiguration'),
        volume.get('configuredAtLaunch'),
      ]),
    ];
    for (const field of fields) {
      if (!field || field.bool === false || field.type === 'string') continue;
      yield { at: field.key, message: `External instances do not support "${field.name ?? ''}"` };
    }
  },
});
