import type { Field } from '../../document/field';
import { isAbsolutePath, normalisePath } from '../../model/path';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { findVolume, targetOf } from '../references';
import { notWindows } from '../scope';
import { docker } from '../sources';
import { containerLabel, sentence } from '../words';
import { mount, mountsOf, sameDrive, windows } from './mounts';

/** Where in a container a volume is mounted: an absolute path, not all of its files, and each place once. */

const bindMounts = docker('Bind mounts', 'engine/storage/bind-mounts/');
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
