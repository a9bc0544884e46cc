import type { Field } from '../../document/field';
import type { VolumeField } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inFargate, inTask } from '../example';
import { api, fargateGuide } from '../sources';
import { listed, sentence, volumeLabel } from '../words';

/** Volumes that some launch types cannot provide. */

const volumes = (volume: string): string => `"volumes":[{"name":"data",${volume}}]`;

export const fargateHostSourcePath = defineRule<CheckRule>({
  id: 'fargate-host-source-path',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate mounts no folder of its host',
  why: 'The host belongs to AWS. An empty "host" gives the task storage of its own, which its containers can share.',
  awsMessage: 'Fargate compatible task definitions do not support sourcePath',
  source: fargateGuide,
  good: [inFargate(volumes('"host":{}')), inTask(volumes('"host":{"sourcePath":"/data"}'))],
  examples: [
    { bad: inFargate(volumes('"host":{"sourcePath":«"/data"»}')), fixed: inFargate(volumes('"host":{}')) },
    { bad: inFargate(volumes('"host":{"sourcePath":«""»}')), fixed: inFargate(volumes('"host":{}')) },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const volume of task.volumes) {
      const host = volume.get('host');
      const field = host?.get('sourcePath');
      if (!host || !field) continue;
      yield {
        at: field.value,
        message: `Fargate mounts no folder of its host, so ${volumeLabel(volume)} cannot be one`,
        fixes: [{ title: 'Use storage of the task: "host": {}', changes: () => [{ set: host.path, to: {} }] }],
      };
    }
  },
});

export const fargateDockerVolume = defineRule<CheckRule>({
  id: 'fargate-docker-volume',
  group: 'platform',
  severity: 'error',
  summary: 'Fargate has no Docker volumes',
  why: 'Docker volumes and their drivers live on an instance. On Fargate a volume without settings is shared by the containers of the task; EFS outlives it.',
  awsMessage: 'Fargate compatible task definitions do not support dockerVolumeConfiguration',
  source: api('DockerVolumeConfiguration'),
  good: [inTask(volumes('"dockerVolumeConfiguration":{"scope":"task"}'))],
  examples: [
    {
      bad: inFargate(volumes('«"dockerVolumeConfiguration"»:{"scope":"task"}')),
      fixed: inFargate('"volumes":[{"name":"data"}]'),
    },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const volume of task.volumes) {
      const field = volume.get('dockerVolumeConfiguration');
      if (!field || field.type === 'string') continue;
      yield {
        at: field.key,
        message: `Fargate has no Docker volumes, so ${volumeLabel(volume)} cannot be one`,
        fixes: [
          { title: 'Use storage of the task instead', changes: () => [{ remove: field.path }] },
          ...(volume.get('efsVolumeConfiguration') ? [] : [onEfs(volume, field)]),
        ],
      };
    }
  },
});

const onEfs = (volume: VolumeField, block: Field): Fix => ({
  title: 'Use an EFS file system instead',
  changes: () => [
    { remove: block.path },
    {
      set: [...volume.path, 'efsVolumeConfiguration'],
      to: { fileSystemId: '<FILE_SYSTEM_ID>', transitEncryption: 'ENABLED' },
    },
  ],
});

export const fsxUnsupportedLaunchType = defineRule<CheckRule>({
  id: 'fsx-unsupported-launch-type',
  group: 'platform',
  severity: 'error',
  summary: 'FSx for Windows File Server volumes need EC2 instances',
  why: 'Only Windows instances on EC2 can mount these file systems.',
  source: api('FSxWindowsFileServerVolumeConfiguration'),
  good: [inTask(volumes('"fsxWindowsFileServerVolumeConfiguration":{"fileSystemId":"fs-12345678"}'))],
  examples: [{ bad: inFargate(volumes('«"fsxWindowsFileServerVolumeConfiguration"»:{"fileSystemId":"fs-12345678"}')) }],
  *check(task) {
    const without = (['FARGATE', 'MANAGED_INSTANCES', 'EXTERNAL'] as const).filter((type) =>
      task.launchTypes.has(type),
    );
    if (without.length === 0) return;
    for (const volume of task.volumes) {
      const field = volume.get('fsxWindowsFileServerVolumeConfiguration');
      if (!field) continue;
      yield {
        at: field.key,
        message: `${sentence(volumeLabel(volume))} is an FSx file system, which ${listed(without)} cannot mount`,
      };
    }
  },
});
