import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { MountPoint } from '../../model/taskDefinition';
import { isAbsolutePath, normalisePath } from '../../model/path';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { findVolume, targetOf } from '../references';
import { notWindows, onEc2 } from '../scope';
import { closest } from '../similar';
import { api, docker, source } from '../sources';
import { containerLabel, sentence } from '../words';
import { perTask } from '../perTask';

const mount = (members: string, more = ''): string =>
  inContainer(`"mountPoints":[{${members}}${more}]`, '"volumes":[{"name":"data"}]');
const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';
const bindMounts = docker('Bind mounts', 'engine/storage/bind-mounts/');

interface Mount {
  readonly container: ContainerField;
  readonly item: Field<MountPoint>;
}

const mountsOf = perTask((task): readonly Mount[] =>
  task.containers.flatMap((container) =>
    (container.get('mountPoints')?.items() ?? [])
      .filter((item) => item.type === 'object')
      .map((item) => ({ container, item })),
  ),
);

export const mountUnknownVolume = defineRule<CheckRule>({
  id: 'mount-unknown-volume',
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

const rootPath = /^(\/+|[A-Za-z]:[\\/]?)$/;

export const mountContainerPathRelative = defineRule<CheckRule>({
  id: 'mount-container-path-relative',
  group: 'volume',
  severity: 'error',
  summary: 'A mount point is not an absolute path',
  why: 'Docker refuses to create the container: there is no folder to start from.',
  awsMessage: "invalid mount config: invalid mount path: 'data' mount path must be absolute",
  source: bindMounts,
  inContainerArray: true,
  good: [
    mount('"sourceVolume":"data","containerPath":"/a"'),
    mount('"sourceVolume":"data","containerPath":"C:\\\\a"'),
    mount('"sourceVolume":"data","containerPath":"${DIR}"'),
  ],
  examples: [
    {
      bad: mount('"sourceVolume":"data","containerPath":«"data"»'),
      fixed: mount('"sourceVolume":"data","containerPath":"/data"'),
    },
    {
      bad: inContainer(
        '"mountPoints":[{"sourceVolume":"data","containerPath":«"data"»}]',
        `"volumes":[{"name":"data"}],${windows}`,
      ),
    },
  ],
  *check(task) {
    for (const { container, item } of mountsOf(task)) {
      const field = item.get('containerPath');
      const path = field?.known;
      if (!field || path === undefined || isAbsolutePath(path, task.os) || rootPath.test(path)) continue;
      yield {
        at: field.value,
        message: `The mount point "${path}" in ${containerLabel(container)} is not an absolute path`,
        fixes: notWindows(task) ? [setValue(field.path, `/${path.trim().replace(/^(\.\/)+/, '')}`)] : [],
      };
    }
  },
});

export const mountRootPath = defineRule<CheckRule>({
  id: 'mount-root-path',
  group: 'volume',
  severity: 'error',
  summary: 'A volume cannot be mounted over the whole file system',
  why: "Docker refuses it: the image's own files would be gone.",
  awsMessage: "invalid mount config: invalid specification: destination can't be '/'",
  source: bindMounts,
  inContainerArray: true,
  good: [
    mount('"sourceVolume":"data","containerPath":"/a"'),
    inContainer(
      '"mountPoints":[{"sourceVolume":"data","containerPath":"D:\\\\"}]',
      '"volumes":[{"name":"data","host":{"sourcePath":"D:\\\\"}}]',
    ),
  ],
  examples: [
    { bad: mount('"sourceVolume":"data","containerPath":«"/"»') },
    { bad: mount('"sourceVolume":"data","containerPath":«"C:\\\\"»') },
  ],
  *check(task) {
    for (const { container, item } of mountsOf(task)) {
      const field = item.get('containerPath');
      const path = field?.known?.trim();
      if (!field || path === undefined || !rootPath.test(path)) continue;
      const source = targetOf(findVolume(task, item.get('sourceVolume')))
        ?.get('host')
        ?.get('sourcePath')?.known;
      if (!/^(c:|\/)/i.test(path) && source && sameDrive(source, path)) continue; // D:\ on D:\ is allowed by the API reference
      yield {
        at: field.value,
        message: `${sentence(containerLabel(container))} cannot mount a volume at "${path}", over all of its own files`,
      };
    }
  },
});

const sameDrive = (a: string, b: string): boolean => a.slice(0, 2).toLowerCase() === b.slice(0, 2).toLowerCase();

export const mountDuplicateContainerPath = defineRule<CheckRule>({
  id: 'mount-duplicate-container-path',
  group: 'volume',
  severity: 'error',
  summary: 'Two volumes are mounted at the same place',
  why: 'Docker refuses a second mount at one path.',
  awsMessage: 'Duplicate mount point: /data',
  source: bindMounts,
  inContainerArray: true,
  good: [mount('"sourceVolume":"data","containerPath":"/a"', ',{"sourceVolume":"data","containerPath":"/a/b"}')],
  examples: [
    { bad: mount('"sourceVolume":"data","containerPath":"/a"', ',{"sourceVolume":"data","containerPath":«"/a/"»}') },
    {
      bad: inContainer(
        '"linuxParameters":{"tmpfs":[{"containerPath":"/a","size":64}]},"mountPoints":[{"sourceVolume":"data","containerPath":«"/a"»}]',
        '"volumes":[{"name":"data"}]',
      ),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const paths: Field[] = [
        ...(container.get('mountPoints')?.items() ?? []).flatMap((item) => item.get('containerPath') ?? []),
        ...(container.get('linuxParameters')?.get('tmpfs')?.items() ?? []).flatMap(
          (item) => item.get('containerPath') ?? [],
        ),
      ].sort((a, b) => a.node.offset - b.node.offset);
      const seen = new Map<string, Field>();
      for (const field of paths) {
        if (field.known === undefined) continue;
        const path = field.known.startsWith('/') ? normalisePath(field.known) : field.known.toLowerCase();
        const first = seen.get(path);
        if (!first) {
          seen.set(path, field);
          continue;
        }
        yield {
          at: field.value,
          message: `${sentence(containerLabel(container))} already mounts something at "${first.known!}"`,
          related: [{ at: first.value, message: 'Mounted here' }],
        };
      }
    }
  },
});

export const mountWindowsDrive = defineRule<CheckRule>({
  id: 'mount-windows-drive',
  group: 'volume',
  severity: 'warning',
  summary: 'Windows mounts a folder on its own drive only, and not read-only',
  why: 'A folder of D: can appear on D: in the container, not on C:. On EC2 Windows, "readOnly" has to stay false.',
  source: api('HostVolumeProperties'),
  good: [
    inContainer(
      '"mountPoints":[{"sourceVolume":"data","containerPath":"C:\\\\a"}]',
      `"volumes":[{"name":"data","host":{"sourcePath":"C:\\\\b"}}],${windows}`,
    ),
  ],
  examples: [
    {
      bad: inContainer(
        '"mountPoints":[{"sourceVolume":"data","containerPath":«"C:\\\\a"»}]',
        `"volumes":[{"name":"data","host":{"sourcePath":"D:\\\\b"}}],${windows}`,
      ),
    },
    {
      bad: inContainer(
        '"mountPoints":[{"sourceVolume":"data","containerPath":"C:\\\\a","readOnly":«true»}]',
        `"volumes":[{"name":"data"}],${windows}`,
      ),
    },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const { item } of mountsOf(task)) {
      const path = item.get('containerPath');
      const readOnly = item.get('readOnly');
      const source = targetOf(findVolume(task, item.get('sourceVolume')))
        ?.get('host')
        ?.get('sourcePath')?.known;
      if (
        path?.known &&
        source &&
        /^[A-Za-z]:/.test(path.known) &&
        /^[A-Za-z]:/.test(source) &&
        !sameDrive(source, path.known)
      ) {
        yield {
          at: path.value,
          message: `Windows cannot mount a folder of ${source.slice(0, 2)} on ${path.known.slice(0, 2)}`,
        };
      }
      if (readOnly?.bool === true && onEc2(task)) {
        yield { at: readOnly.value, message: 'Windows instances on EC2 cannot mount a volume read-only' };
      }
    }
  },
});
