import type { TaskView, VolumeField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember } from '../fixes';
import { notExternalOnly } from '../scope';
import { closest } from '../similar';
import { api, guide, source } from '../sources';
import { sentence, volumeLabel } from '../words';

/** Volumes and what mounts them. */

const mounted = (volumes: string, mounts = '{"sourceVolume":"data","containerPath":"/data"}'): string =>
  inContainer(`"mountPoints":[${mounts}]`, `"volumes":[${volumes}]`);

export const volumeNameDuplicate = defineRule<CheckRule>({
  id: 'volume-name-duplicate',
  group: 'volume',
  severity: 'error',
  summary: 'Two volumes of the task have the same name',
  why: 'Mount points find their volume by its name.',
  source: api('Volume'),
  good: [mounted('{"name":"data"},{"name":"${OTHER}"}')],
  examples: [{ bad: mounted('{"name":"data"},{"name":«"data"»,"host":{}}') }],
  *check(task) {
    const seen = new Map<string, VolumeField>();
    for (const volume of task.volumes) {
      const field = volume.get('name');
      if (!field?.known) continue;
      const first = seen.get(field.known);
      if (!first) {
        seen.set(field.known, volume);
        continue;
      }
      yield {
        at: field.value,
        message: `Another volume of this task is called "${field.known}"`,
        related: [{ at: first.get('name')!.value, message: 'The first of that name' }],
      };
    }
  },
});

const kinds = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  'configuredAtLaunch',
] as const;

export const volumeMultipleTypes = defineRule<CheckRule>({
  id: 'volume-multiple-types',
  group: 'volume',
  severity: 'error',
  summary: 'A volume is of one kind only',
  why: 'A folder of the host, a Docker volume, EFS, S3, FSx or EBS: each volume lives in one place.',
  awsMessage: 'When the volume parameter is specified, only one volume configuration type should be used.',
  source: api('Volume'),
  good: [mounted('{"name":"data","host":{"sourcePath":"/data"},"configuredAtLaunch":false}')],
  examples: [
    {
      bad: mounted('{"name":"data","host":{"sourcePath":"/data"},«"dockerVolumeConfiguration"»:{"scope":"task"}}'),
      fixed: mounted('{"name":"data","host":{"sourcePath":"/data"}}'),
    },
  ],
  *check(task) {
    for (const volume of task.volumes) {
      const present = kinds
        .flatMap((kind) => volume.get(kind) ?? [])
        .filter((field) => field.bool !== false)
        .sort((a, b) => a.node.offset - b.node.offset);
      const [first, second] = present;
      if (!first || !second) continue;
      // Nobody has said what ECS makes of an empty "host" beside another kind, so that much is a warning.
      const isEmptyHost = present.length === 2 && present.some((field) => field.name === 'host' && field.isEmpty);
      yield {
        at: second.key,
        ...(isEmptyHost && { severity: 'warning' as const }),
        message: `${sentence(volumeLabel(volume))} has both "${first.name ?? ''}" and "${second.name ?? ''}"`,
        related: [{ at: first.key, message: 'The other kind' }],
        fixes: [removeMember(second), removeMember(first)],
      };
    }
  },
});

export const configuredAtLaunchMultiple = defineRule<CheckRule>({
  id: 'configured-at-launch-multiple',
  group: 'volume',
  severity: 'error',
  summary: 'A task takes one volume that is configured at launch',
  why: 'ECS attaches at most one EBS volume to a task.',
  source: guide('ebs-volumes', 'Use Amazon EBS volumes'),
  good: [mounted('{"name":"data","configuredAtLaunch":true},{"name":"tmp","configuredAtLaunch":false}')],
  examples: [
    {
      bad: mounted(
        '{"name":"data","configuredAtLaunch":true},{"name":"more","configuredAtLaunch":«true»}',
        '{"sourceVolume":"data","containerPath":"/a"},{"sourceVolume":"more","containerPath":"/b"}',
      ),
    },
  ],
  *check(task) {
    if (!notExternalOnly(task)) return;
    const [first, ...others] = task.volumes.filter((volume) => volume.get('configuredAtLaunch')?.bool === true);
    for (const volume of others) {
      yield {
        at: volume.get('configuredAtLaunch')!.value,
        message: `${sentence(volumeLabel(first!))} is configured at launch already, and a task takes one such volume`,
        related: [{ at: first!.get('configuredAtLaunch')!.value, message: 'The first one' }],
      };
    }
  },
});

/** The volumes nobody mounts; none when that cannot be known. */
function unmounted(task: TaskView): VolumeField[] {
  const lists = task.containers.map((container) => container.get('mountPoints'));
  const names = lists.flatMap((list) => (list?.items() ?? []).map((mount) => mount.get('sourceVolume')));
  const isReadable =
    task.root?.get('containerDefinitions')?.type === 'array' &&
    task.containerNamesComplete &&
    lists.every((list) => !list || list.type === 'array') &&
    names.every((name) => name?.known !== undefined);
  if (!isReadable) return [];
  const used = new Set(names.flatMap((name) => name?.text ?? []));
  const volumes = task.volumes.filter((volume) => volume.get('name')?.known !== undefined);
  const nameOf = (volume: VolumeField): string => volume.get('name')!.text!;
  // A mount point with a slip in the name of its volume is found as such; the volume is not left over.
  for (const name of [...used]) used.add(closest(name, volumes.map(nameOf)) ?? name);
  return volumes.filter((volume) => !used.has(nameOf(volume)));
}

export const configuredAtLaunchUnmounted = defineRule<CheckRule>({
  id: 'configured-at-launch-unmounted',
  group: 'volume',
  severity: 'error',
  summary: 'No container mounts the volume that is configured at launch',
  why: 'ECS refuses to attach a volume that nothing uses.',
  awsMessage: 'Volumes [data] are not referenced by any of the containers',
  source: source('cdk-preflight, recorded from the service'),
  good: [mounted('{"name":"data","configuredAtLaunch":true}')],
  examples: [
    {
      bad: inTask('"volumes":[{"name":«"data"»,"configuredAtLaunch":true}]'),
      fixed: mounted('{"name":"data","configuredAtLaunch":true}'),
    },
  ],
  *check(task) {
    if (!notExternalOnly(task)) return;
    for (const volume of unmounted(task)) {
      if (volume.get('configuredAtLaunch')?.bool !== true) continue;
      const name = volume.get('name')!.text!;
      const [container] = task.containers;
      yield {
        at: volume.get('name')!.value,
        message: `No container mounts "${name}", though it is configured at launch`,
        fixes: container
          ? [
              {
                title: 'Mount it in the first container',
                changes: () => [
                  {
                    insert: [...container.path, 'mountPoints'],
                    item: { sourceVolume: name, containerPath: `/${name}` },
                  },
                ],
              },
            ]
          : [],
      };
    }
  },
});

export const volumeUnused = defineRule<CheckRule>({
  id: 'volume-unused',
  absence: 'anywhere',
  group: 'volume',
  severity: 'warning',
  summary: 'No container mounts this volume',
  why: 'A mount point is missing, or the volume is left over.',
  source: api('Volume'),
  good: [
    mounted('{"name":"data"}'),
    mounted('{"name":"data"}', '{"sourceVolume":"${VOLUME}","containerPath":"/data"}'),
    mounted('{"name":"data"}', '{"sourceVolume":"dta","containerPath":"/data"}'),
    inTask('"volumes":[{"name":"${VOLUME}"}]'),
  ],
  examples: [{ bad: inTask('"volumes":[{"name":«"data"»}]'), fixed: inTask('"volumes":[]') }],
  *check(task) {
    for (const volume of unmounted(task)) {
      if (volume.get('configuredAtLaunch')?.bool === true) continue;
      yield {
        at: volume.get('name')!.value,
        tag: 'unnecessary',
        message: `No container mounts ${volumeLabel(volume)}`,
        fixes: [{ title: 'Delete this volume', changes: () => [{ remove: volume.path }] }],
      };
    }
  },
});
