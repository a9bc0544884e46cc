import { type Rule, about } from '../define';
import { dockerVolumeAutoprovisionScope, dockerVolumeSharedManual, dockerVolumeWindowsDriver } from './dockerVolume';
import { efsAccessPointId, efsFileSystemId } from './efsIds';
import { efsAccessPointRootDirectory, efsRootRelative } from './efsRootDirectory';
import { efsIamWithoutTaskRole } from './efsTaskRole';
import { efsPortRange, efsTlsRules, efsTransitEncryption } from './efsTransitEncryption';
import { fsxAuthMissing } from './fsxAuth';
import { dockerSocketMount, hostSourcePathRelative, sensitiveHostPath } from './hostPaths';
import { mountContainerPathRelative, mountDuplicateContainerPath, mountRootPath } from './mountPaths';
import { mountUnknownVolume } from './mountUnknownVolume';
import { mountWindowsDrive } from './mountWindowsDrive';
import {
  configuredAtLaunchMultiple,
  configuredAtLaunchUnmounted,
  volumeMultipleTypes,
  volumeNameDuplicate,
  volumeUnused,
} from './names';
import {
  ebsUnsupported,
  fsxLaunchOs,
  s3filesAccessPointRoot,
  s3filesArn,
  s3filesEc2,
  s3filesPortRange,
  s3filesTaskRole,
} from './otherFileSystems';
import {
  hostSourcePathBlank,
  mountContainerPathMissing,
  mountSourceMissing,
  volumeNameInvalid,
  volumeNameMissing,
  volumeNameTooLong,
} from './shape';
import { volumesFromCycle, volumesFromUnknown } from './volumesFrom';

/** Volumes and mount points: in the order of the catalogue. */
export const volumeRules: readonly Rule[] = [
  volumeNameMissing,
  volumeNameInvalid,
  volumeNameTooLong,
  ...about(
    'volumes',
    volumeNameDuplicate,
    volumeMultipleTypes,
    configuredAtLaunchMultiple,
    configuredAtLaunchUnmounted,
    volumeUnused,
  ),
  ...about('mountPoints', mountUnknownVolume),
  mountSourceMissing,
  mountContainerPathMissing,
  ...about('mountPoints', mountContainerPathRelative, mountRootPath, mountDuplicateContainerPath, mountWindowsDrive),
  ...about('volumes', dockerSocketMount, sensitiveHostPath),
  hostSourcePathBlank,
  ...about('volumes', hostSourcePathRelative),
  ...about('volumesFrom', volumesFromUnknown, volumesFromCycle),
  ...about(
    'dockerVolumeConfiguration',
    dockerVolumeAutoprovisionScope,
    dockerVolumeSharedManual,
    dockerVolumeWindowsDriver,
  ),
  ...about(
    'efsVolumeConfiguration',
    efsFileSystemId,
    efsAccessPointId,
    efsAccessPointRootDirectory,
    ...efsTlsRules,
    efsPortRange,
    efsTransitEncryption,
    efsIamWithoutTaskRole,
    efsRootRelative,
  ),
  ...about(
    's3filesVolumeConfiguration',
    s3filesArn,
    s3filesTaskRole,
    s3filesAccessPointRoot,
    s3filesPortRange,
    s3filesEc2,
  ),
  ...about('fsxWindowsFileServerVolumeConfiguration', fsxLaunchOs),
  fsxAuthMissing,
  ...about('configuredAtLaunch', ebsUnsupported),
];
