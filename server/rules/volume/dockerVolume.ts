import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { onEc2OrExternal } from '../scope';
import { api } from '../sources';

const volume = (members: string, task = ''): string =>
  inContainer(
    '"mountPoints":[{"sourceVolume":"v","containerPath":"/a"}]',
    `${task}"volumes":[{"name":"v","dockerVolumeConfiguration":{${members}}}]`,
  );
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},';

export const dockerVolumeAutoprovisionScope = defineRule<CheckRule>({
  id: 'docker-volume-autoprovision-scope',
  group: 'volume',
  severity: 'error',
  summary: '"autoprovision" goes with the scope "shared" only',
  why: 'A volume of scope "task" is created with its task anyway, so there is nothing to choose.',
  awsMessage: "When 'scope' parameter is 'task', 'autoprovision' must either not be specified or set to 'True'.",
  awsWordings: ['task scoped volume could not be autoprovisioned'],
  source: api('DockerVolumeConfiguration'),
  good: [
    volume('"scope":"shared","autoprovision":true'),
    volume('"scope":"${SCOPE}","autoprovision":true'),
    volume('"scope":"task","autoprovision":null'),
  ],
  examples: [
    { bad: volume('"scope":"task",«"autoprovision"»:true'), fixed: volume('"scope":"task"') },
    { bad: volume('«"autoprovision"»:true'), fixed: volume('"autoprovision":true,"scope":"shared"') },
  ],
  *check(task) {
    if (!onEc2OrExternal(task)) return;
    for (const each of task.volumes) {
      const block = each.get('dockerVolumeConfiguration');
      const field = block?.get('autoprovision');
      const scope = block?.get('scope');
      if (!block || !field || scope?.unknown || scope?.text === 'shared') continue;
      const share = {
        title: 'Set "scope" to "shared"',
        changes: () => [{ set: [...block.path, 'scope'], to: 'shared' }],
      };
      yield { at: field.key, fixes: scope ? [removeMember(field), share] : [share, removeMember(field)] };
    }
  },
});

export const dockerVolumeSharedManual = defineRule<CheckRule>({
  id: 'docker-volume-shared-manual',
  group: 'volume',
  severity: 'hint',
  off: true,
  summary: 'This volume has to exist on every instance beforehand',
  why: 'A shared volume is not created with the task unless "autoprovision" is true.',
  source: api('DockerVolumeConfiguration'),
  good: [volume('"scope":"shared","autoprovision":true'), volume('"scope":"task"')],
  examples: [{ bad: volume('"scope":«"shared"»'), fixed: volume('"scope":"shared","autoprovision":true') }],
  *check(task) {
    if (!onEc2OrExternal(task)) return;
    for (const each of task.volumes) {
      const block = each.get('dockerVolumeConfiguration');
      const scope = block?.get('scope');
      const auto = block?.get('autoprovision');
      if (!block || scope?.text !== 'shared' || (auto && auto.bool !== false)) continue;
      yield {
        at: scope.value,
        fixes: [
          {
            title: 'Add "autoprovision": true',
            changes: () => [{ set: [...block.path, 'autoprovision'], to: true }],
          },
        ],
      };
    }
  },
});

export const dockerVolumeWindowsDriver = defineRule<CheckRule>({
  id: 'docker-volume-windows-driver',
  group: 'volume',
  severity: 'error',
  summary: 'Windows has the volume driver "local" only',
  why: 'Docker on Windows knows no other drivers.',
  source: api('DockerVolumeConfiguration'),
  good: [volume('"driver":"local"', windows), volume('"driver":"rexray/ebs"')],
  examples: [{ bad: volume('"driver":«"rexray/ebs"»', windows), fixed: volume('"driver":"local"', windows) }],
  *check(task) {
    if (task.os !== 'windows' || task.isFargate) return;
    for (const each of task.volumes) {
      const field = each.get('dockerVolumeConfiguration')?.get('driver');
      if (field?.known === undefined || field.known === 'local') continue;
      yield { at: field.value, fixes: [setValue(field.path, 'local')] };
    }
  },
});
