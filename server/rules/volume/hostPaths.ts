import type { TaskView, VolumeField } from '../../document/view';
import { isAbsolutePath, normalisePath } from '../../model/path';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { notWindows, offFargate } from '../scope';
import { api, source } from '../sources';
import { sentence, volumeLabel } from '../words';

const cis = source('CIS Docker Benchmark', 'https://www.cisecurity.org/benchmark/docker');

const bind = (path: string, mountMore = '', container = ''): string =>
  inContainer(
    `"mountPoints":[{"sourceVolume":"v","containerPath":"/a"${mountMore}}]${container}`,
    `"volumes":[{"name":"v","host":{"sourcePath":${path}}}]`,
  );

/** Volumes with a known folder of the host, where such folders can be. */
function* hostPaths(task: TaskView): Iterable<{ volume: VolumeField; path: string }> {
  if (!offFargate(task)) return;
  for (const volume of task.volumes) {
    const path = volume.get('host')?.get('sourcePath')?.known;
    if (path !== undefined && path.trim() !== '') yield { volume, path };
  }
}

const pathOf = (volume: VolumeField) => volume.get('host')!.get('sourcePath')!;

const sockets = /^(\/var)?\/run\/docker\.sock$|^(\\\\|\/\/)\.[\\/]pipe[\\/]docker_engine$/i;

export const dockerSocketMount = defineRule<CheckRule>({
  id: 'docker-socket-mount',
  group: 'volume',
  severity: 'warning',
  summary: 'Whoever reaches the Docker socket is root on the instance',
  why: 'It starts containers with any rights and any folder of the host, also when mounted read-only.',
  source: cis,
  good: [bind('"/var/run/app.sock"')],
  examples: [{ bad: bind('«"/var/run/docker.sock"»') }],
  *check(task) {
    for (const { volume, path } of hostPaths(task)) {
      if (!sockets.test(path.startsWith('/') && !path.startsWith('//') ? normalisePath(path) : path)) continue;
      yield {
        at: pathOf(volume).value,
        message: `${sentence(volumeLabel(volume))} is the Docker socket: whoever reaches it is root on the instance`,
      };
    }
  },
});

const sensitive = new Set([
  '/',
  '/etc',
  '/boot',
  '/dev',
  '/proc',
  '/sys',
  '/root',
  '/var/lib/docker',
  '/var/lib/ecs',
  '/etc/ecs',
]);

export const sensitiveHostPath = defineRule<CheckRule>({
  id: 'sensitive-host-path',
  group: 'volume',
  severity: 'warning',
  summary: 'A container may write to a folder that the instance lives from',
  why: 'What is changed there outlives the task and can take the instance over.',
  source: cis,
  good: [bind('"/etc"', ',"readOnly":true'), bind('"/etc/app"'), bind('"${DIR}"')],
  examples: [{ bad: bind('«"/etc/"»'), fixed: bind('"/etc/"', ',"readOnly":true') }],
  *check(task) {
    for (const { volume, path } of hostPaths(task)) {
      if (!path.startsWith('/') || !sensitive.has(normalisePath(path))) continue;
      const name = volume.get('name')?.text;
      const writable = task.containers
        .flatMap((container) => container.get('mountPoints')?.items() ?? [])
        .filter(
          (mount) => mount.get('sourceVolume')?.text === name && (mount.get('readOnly')?.bool ?? false) === false,
        );
      if (writable.length === 0) continue;
      yield {
        at: pathOf(volume).value,
        message: `"${path}" is a folder the instance lives from, and a container may write to it`,
        related: writable.map((mount) => ({ at: mount.value, message: 'Mounted here' })),
        fixes: [
          {
            title: 'Mount it read-only',
            changes: () => writable.map((mount) => ({ set: [...mount.path, 'readOnly'], to: true })),
          },
        ],
      };
    }
  },
});

export const hostSourcePathRelative = defineRule<CheckRule>({
  id: 'host-source-path-relative',
  group: 'volume',
  severity: 'warning',
  summary: 'A folder of the host is given by an absolute path',
  why: 'Docker takes another text for the name of a volume and creates an empty one.',
  source: api('HostVolumeProperties'),
  good: [bind('"/data"'), bind('"C:\\\\data"'), bind('"$HOME/data"')],
  examples: [{ bad: bind('«"./data"»') }],
  *check(task) {
    if (!notWindows(task)) return;
    for (const { volume, path } of hostPaths(task)) {
      if (isAbsolutePath(path, task.os)) continue;
      yield { at: pathOf(volume).value, message: `"${path}" is not an absolute path of the host` };
    }
  },
});
