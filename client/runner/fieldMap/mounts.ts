import { containerName } from '../names';
import { bindSource } from './bindSource';
import { routerBinds } from './firelens/router';
import { filled, present, type BodyPart, type ContainerScope } from './scope';
import type { MappedVolume } from './volumes';

/** Where a container sees the task's volumes. */
export function mapMounts(scope: ContainerScope, volumes: readonly MappedVolume[]): BodyPart {
  const { container, pointer, report, name } = scope;
  const given = scope.options.overrides?.mounts?.[name] ?? {};
  const binds = (container.mountPoints ?? []).flatMap((mount, index) => {
    const { sourceVolume, containerPath, readOnly } = mount;
    if (!sourceVolume || !containerPath || Object.hasOwn(given, containerPath)) return [];
    if (container.mountPoints?.findIndex((other) => other.containerPath === containerPath) !== index) {
      const text = `Container ${name} mounts two volumes on ${containerPath}.`;
      report.refuse('mount-duplicate', `${pointer}/mountPoints/${index}`, text, 'Give one of them another path.');
    }
    if (scope.engine.os === 'linux' && containerPath.includes(':')) {
      const text = `Container ${name} mounts a volume on ${containerPath}, which is no path of a Linux container.`;
      const next = 'Write it from the root, without a colon, or choose an engine that runs Windows containers.';
      report.refuse('mount-path-colon', `${pointer}/mountPoints/${index}/containerPath`, text, next);
    }
    const volume = volumes.find((known) => known.name === sourceVolume);
    if (!volume) {
      const text = `Container ${name} mounts the volume ${sourceVolume}, which the task does not declare.`;
      const next = 'Declare it under volumes, or correct the name.';
      report.refuse('volume-unknown', `${pointer}/mountPoints/${index}/sourceVolume`, text, next);
    }
    return volume?.source === undefined ? [] : [`${volume.source}:${containerPath}${readOnly ? ':ro' : ''}`];
  });
  const added = Object.entries(given).flatMap(([containerPath, { source, readOnly }]) => {
    const real = bindSource(scope, source, pointer);
    return real === undefined ? [] : [`${real}:${containerPath}${readOnly ? ':ro' : ''}`];
  });
  return {
    host: present({
      Binds: filled([...binds, ...added, ...routerBinds(scope)]),
      VolumesFrom: filled(
        (container.volumesFrom ?? []).flatMap(({ sourceContainer, readOnly }) =>
          sourceContainer ? [`${containerName(scope, sourceContainer)}${readOnly ? ':ro' : ''}`] : [],
        ),
      ),
    }),
  };
}
