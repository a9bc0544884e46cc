import type { Rule } from '../define';
import { commandSingleString, shellCommandExtraArgs } from './command';
import { dependsOnCycle, dependsOnDuplicate, dependsOnSelf, dependsOnUnknown } from './dependsOn';
import {
  dependsOnCompleteOnEssential,
  dependsOnHealthyWithoutHealthCheck,
  dependsOnRestarting,
  dependsOnStartTimeout,
} from './dependsOnConditions';
import {
  imageDockerHub,
  imageEcrRegion,
  imageLatestTag,
  imageTagAndDigest,
  imageWindowsMismatch,
  versionConsistencyDisabled,
} from './imageAdvice';
import { imageFaultRules } from './images';
import { containerListEmpty, dockerLabelEmptyKey, tooManyContainers } from './lists';
import { containerNameInvalid, containerNameMissing, containerNameTooLong, imageMissing } from './nameFormat';
import {
  containerNameDuplicate,
  containerNameReserved,
  dockerLabelReservedPrefix,
  noEssentialContainer,
} from './names';
import { userFormat, userNotSet, userRoot, windowsUserAdmin, workingDirectoryRelative } from './process';
import { repositoryCredentialsFormat, repositoryCredentialsWithEcr } from './repositoryCredentials';
import { initProcess, interactiveTty, privileged, readonlyRootFilesystem } from './security';
import { startTimeoutEc2Cleanup, startTimeoutRange, startTimeoutUnused, stopTimeoutRange } from './timeouts';

/** Names, images, order of start and process of each container: in the order of the catalogue. */
export const containerRules: readonly Rule[] = [
  containerListEmpty,
  tooManyContainers,
  containerNameMissing,
  containerNameInvalid,
  containerNameTooLong,
  containerNameDuplicate,
  containerNameReserved,
  noEssentialContainer,
  imageMissing,
  ...imageFaultRules,
  imageTagAndDigest,
  imageLatestTag,
  imageEcrRegion,
  imageDockerHub,
  imageWindowsMismatch,
  versionConsistencyDisabled,
  repositoryCredentialsFormat,
  repositoryCredentialsWithEcr,
  dependsOnUnknown,
  dependsOnSelf,
  dependsOnCycle,
  dependsOnHealthyWithoutHealthCheck,
  dependsOnCompleteOnEssential,
  dependsOnDuplicate,
  dependsOnRestarting,
  dependsOnStartTimeout,
  startTimeoutRange,
  startTimeoutEc2Cleanup,
  startTimeoutUnused,
  stopTimeoutRange,
  commandSingleString,
  shellCommandExtraArgs,
  workingDirectoryRelative,
  userFormat,
  userRoot,
  userNotSet,
  windowsUserAdmin,
  privileged,
  readonlyRootFilesystem,
  interactiveTty,
  initProcess,
  dockerLabelReservedPrefix,
  dockerLabelEmptyKey,
];
