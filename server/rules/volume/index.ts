import type { Rule } from '../define';
import { dockerVolumeAutoprovisionScope, dockerVolumeSharedManual, dockerVolumeWindowsDriver } from './dockerVolume';
import {
  efsAccessPointId,
  efsAccessPointRootDirectory,
  efsFileSystemId,
  efsIamWithoutTaskRole,
  efsPortRange,
  efsRootRelative,
  efsTlsRules,
  efsTransitEncryption,
} from './efs';
import { fsxAuthMissing } from './fsxAuth';
import { dockerSocketMount, hostSourcePathRelative, sensitiveHostPath } from './hostPaths';
import {
  mountContainerPathRelative,
  mountDuplicateContainerPath,
  mountRootPath,
  mountUnknownVolume,
  mountWindowsDrive,
} from './mounts';
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
  volumeNameDuplicate,
  volumeMultipleTypes,
  configuredAtLaunchMultiple,
  configuredAtLaunchUnmounted,
  volumeUnused,
  mountUnknownVolume,
  mountSourceMissing,
  mountContainerPathMissing,
  mountContainerPathRelative,
  mountRootPath,
  mountDuplicateContainerPath,
  mountWindowsDrive,
  dockerSocketMount,
  sensitiveHostPath,
  hostSourcePathBlank,
  hostSourcePathRelative,
  volumesFromUnknown,
  volumesFromCycle,
  dockerVolumeAutoprovisionScope,
  dockerVolumeSharedManual,
  dockerVolumeWindowsDriver,
  efsFileSystemId,
  efsAccessPointId,
  efsAccessPointRootDirectory,
  ...efsTlsRules,
  efsPortRange,
  efsTransitEncryption,
  efsIamWithoutTaskRole,
  efsRootRelative,
  s3filesArn,
  s3filesTaskRole,
  s3filesAccessPointRoot,
  s3filesPortRange,
  s3filesEc2,
  fsxLaunchOs,
  fsxAuthMissing,
  ebsUnsupported,
];
