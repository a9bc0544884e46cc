import { hasPlaceholder, type Volume } from '../../../server/index';
import { label, ownLabels } from '../labels';
import { volumeName } from '../names';
import type { VolumeSpec } from '../plan';
import { bindSource } from './bindSource';
import type { TaskScope } from './scope';
import { fileSystemVolume } from './standIns';

/** What a volume of the definition is here: a named volume of the engine, or a path of its machine. */
export interface MappedVolume {
  readonly name: string;
  /** What stands before the colon of a bind. Undefined when there is nothing to mount. */
  readonly source: string | undefined;
  /** To be made before the first container; undefined for a path. */
  readonly spec: VolumeSpec | undefined;
}

export function mapVolumes(scope: TaskScope): MappedVolume[] {
  return (scope.definition.volumes ?? []).flatMap((volume, index) =>
    volume.name ? [mapVolume(scope, volume, volume.name, `/volumes/${index}`)] : [],
  );
}

function mapVolume(scope: TaskScope, volume: Volume, name: string, pointer: string): MappedVolume {
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    const text = `"${name}" cannot be the name of a volume.`;
    const next = 'Use letters, digits, hyphens and underscores.';
    if (!hasPlaceholder(name)) scope.report.refuse('volume-name', `${pointer}/name`, text, next);
    return { name, source: undefined, spec: undefined };
  }
  const folder = scope.options.overrides?.volumes?.[name];
  if (folder !== undefined) {
    const text = `Volume ${name} is the folder ${folder}, as ${scope.options.overrides?.from} says.`;
    scope.report.notice('substituted', 'volume-given', pointer, text);
    return { name, source: bindSource(scope, folder, pointer), spec: undefined };
  }
  if (volume.host?.sourcePath)
    return { name, source: bindSource(scope, volume.host.sourcePath, `${pointer}/host/sourcePath`), spec: undefined };
  if (volume.fsxWindowsFileServerVolumeConfiguration) {
    const at = `${pointer}/fsxWindowsFileServerVolumeConfiguration`;
    const next = `Give it a folder in ecs.local.json: "volumes": { "${name}": "./folder" }.`;
    scope.report.refuse('fsx-volume', at, 'FSx for Windows File Server cannot be mounted by a Linux engine.', next);
    return { name, source: undefined, spec: undefined };
  }
  if (volume.configuredAtLaunch) {
    const text = `Volume ${name} is an empty local volume instead of the EBS volume given at launch; it goes with the task.`;
    scope.report.notice('substituted', 'ebs-stand-in', `${pointer}/configuredAtLaunch`, text);
  }
  const spec = volume.dockerVolumeConfiguration
    ? dockerVolume(scope, volume, name, `${pointer}/dockerVolumeConfiguration`)
    : (fileSystemVolume(scope, volume, pointer) ?? emptyVolume(scope, name));
  return { name, source: spec.dockerName, spec };
}

const emptyVolume = (scope: TaskScope, name: string): VolumeSpec => ({
  dockerName: volumeName(scope, name),
  driver: undefined,
  driverOpts: {},
  labels: volumeLabels(scope, 'task'),
  scope: 'task',
  mustExist: false,
});

function dockerVolume(scope: TaskScope, volume: Volume, name: string, pointer: string): VolumeSpec {
  const { scope: reach, autoprovision, driver, driverOpts = {}, labels = {} } = volume.dockerVolumeConfiguration ?? {};
  const shared = reach === 'shared';
  const mustExist = shared && !autoprovision;
  if ((driver ?? 'local') === 'local') demandForMount(scope, name, driverOpts, `${pointer}/driverOpts`);
  else if (!mustExist) refuseUnknownDriver(scope, name, driver!, `${pointer}/driver`);
  return {
    dockerName: shared ? name : volumeName(scope, name),
    driver,
    driverOpts,
    labels: { ...labels, ...volumeLabels(scope, shared ? 'shared' : 'task') },
    scope: shared ? 'shared' : 'task',
    mustExist,
  };
}

/** The engine lists the plugin `rexray/ebs` as `rexray/ebs:latest`, as it does with images. */
function refuseUnknownDriver({ report, around }: TaskScope, name: string, driver: string, pointer: string): void {
  const { volumeDrivers } = around;
  if (!volumeDrivers || volumeDrivers.includes(driver) || volumeDrivers.includes(`${driver}:latest`)) return;
  const text = `The engine has no driver ${driver} for volume ${name}; it has ${volumeDrivers.join(', ') || 'none'}.`;
  const next = `Install its plugin, or give the volume a folder in ecs.local.json: "volumes": { "${name}": "./folder" }.`;
  report.refuse('volume-driver-unknown', pointer, text, next);
}

/** The local driver mounts whatever it is told to, paths of the machine too: a bind mount by another name. */
function demandForMount(
  { report }: TaskScope,
  name: string,
  driverOpts: Readonly<Record<string, string>>,
  pointer: string,
): void {
  const { type = '', device, o = '' } = driverOpts;
  const touchesDisk = !/^(tmpfs|nfs4?|cifs)$/.test(type) || /\b(r?bind|move|lowerdir|upperdir)\b/.test(o);
  if (touchesDisk && (device !== undefined || o !== ''))
    report.demand('mounts', pointer, `Volume ${name} is a mount of ${device ?? 'the machine'}, outside the workspace.`);
}

/** A shared volume outlives the task, so it does not carry the task's id. */
function volumeLabels(scope: TaskScope, reach: VolumeSpec['scope']): Record<string, string> {
  const own = ownLabels(scope.labelled);
  return reach === 'task' ? { ...own, [label.scope]: reach } : { [label.schema]: '1', [label.scope]: reach };
}
