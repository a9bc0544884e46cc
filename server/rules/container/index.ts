import { type Rule, about } from '../define';
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
  versionConsistencyDisabled,
} from './imageAdvice';
import { imageWindowsMismatch } from './imageSystem';
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
  ...about('versionConsistency', versionConsistencyDisabled),
  ...about('repositoryCredentials', repositoryCredentialsFormat, repositoryCredentialsWithEcr),
  ...about(
    'dependsOn',
    dependsOnUnknown,
    dependsOnSelf,
    dependsOnCycle,
    dependsOnHealthyWithoutHealthCheck,
    dependsOnCompleteOnEssential,
    dependsOnDuplicate,
    dependsOnRestarting,
    dependsOnStartTimeout,
  ),
  ...about('startTimeout', startTimeoutRange, startTimeoutEc2Cleanup, startTimeoutUnused),
  ...about('stopTimeout', stopTimeoutRange),
  commandSingleString,
  ...about('entryPoint', shellCommandExtraArgs),
  ...about('workingDirectory', workingDirectoryRelative),
  ...about('user', userFormat, userRoot),
  userNotSet,
  ...about('runtimePlatform', windowsUserAdmin),
  ...about('privileged', privileged),
  readonlyRootFilesystem,
  interactiveTty,
  initProcess,
  ...about('dockerLabels', dockerLabelReservedPrefix),
  dockerLabelEmptyKey,
];
