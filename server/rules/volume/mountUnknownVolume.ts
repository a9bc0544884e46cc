import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { findVolume } from '../references';
import { closest } from '../similar';
import { source } from '../sources';
import { containerLabel, sentence } from '../words';
import { mount, mountsOf } from './mounts';

export const mountUnknownVolume = defineRule<CheckRule>({
  id: 'mount-unknown-volume',
  absence: 'anywhere',
  group: 'volume',
  severity: 'error',
  summary: 'A container mounts a volume that is not in the task',
  why: 'Each "sourceVolume" has to be the name of one of the "volumes" of the task.',
  awsMessage: "Unknown volume 'data'.",
  source: source('Issue reports about RegisterTaskDefinition'),
  good: [
    mount('"sourceVolume":"data","containerPath":"/a"'),
    mount('"sourceVolume":"${VOLUME}","containerPath":"/a"'),
    inContainer('"mountPoints":[{"sourceVolume":"x","containerPath":"/a"}]', '"volumes":"${VOLUMES}"'),
    '[{"name":"web","image":"nginx:1.27","mountPoints":[{"sourceVolume":"x","containerPath":"/a"}]}]',
  ],
  examples: [
    {
      bad: mount('"sourceVolume":«"dat"»,"containerPath":"/a"'),
      fixed: mount('"sourceVolume":"data","containerPath":"/a"'),
    },
    {
      bad: inContainer('"mountPoints":[{"sourceVolume":«"logs"»,"containerPath":"/a"}]'),
      fixed: inContainer('"mountPoints":[{"sourceVolume":"logs","containerPath":"/a"}]', '"volumes":[{"name":"logs"}]'),
    },
  ],
  *check(task) {
    for (const { container, item } of mountsOf(task)) {
      const field = item.get('sourceVolume');
      if (!field || findVolume(task, field) !== 'missing') continue;
      const name = field.text!;
      const meant = closest(
        name,
        task.volumes.flatMap((volume) => volume.get('name')?.known ?? []),
      );
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} mounts "${name}", but the task has no such volume`,
        fixes: [
          ...(meant ? [setValue(field.path, meant)] : []),
          {
            title: `Add a volume "${name}"`,
            changes: () => [{ insert: [...task.root!.path, 'volumes'], item: { name } }],
          },
        ],
      };
    }
  },
});
