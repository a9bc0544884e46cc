import { type Rule, about } from '../define';
import { awslogsCreateGroupPermission, awslogsCreateGroupValue } from './awslogsCreateGroup';
import { awslogsGroupName, awslogsRegionFormat, awslogsStreamPrefixCharacters } from './awslogsNames';
import { awslogsMultilineConflict, awslogsUnknownOption } from './awslogsOptions';
import { awslogsRequiredOptions, awslogsStreamPrefix } from './awslogsRequired';
import { logDriverMissing, logDriverUnknown } from './driver';
import { logDriverFargate, logDriverManagedInstances } from './drivers';
import {
  firelensConfigS3Arn,
  firelensConfigS3Fargate,
  firelensConfigType,
  firelensMetadataValue,
  firelensOptionUnknown,
  firelensReservedConfigPath,
} from './firelensConfig';
import {
  firelensBufferLimit,
  firelensBufferLimitDriver,
  firelensMatchOption,
  firelensNoOutput,
  firelensOutputMissing,
  firelensTaskRole,
} from './firelensOutput';
import {
  firelensConsumerMissing,
  firelensDependsOn,
  firelensImageLatest,
  firelensMultipleRouters,
  firelensRouterMissing,
  firelensRouterNotEssential,
  firelensRouterUsesFirelens,
  firelensWindows,
} from './firelensRouter';
import { jsonFileUnbounded, logOptionUnknown, logRequiredOptions } from './driverSettings';
import { logConfigurationMissing } from './logConfigurationMissing';
import {
  logBufferHeadroom,
  logModeBlocking,
  logModeImplicit,
  logModeValue,
  maxBufferSizeFormat,
  maxBufferSizeIgnored,
} from './modes';
import { logOptionPlaintextSecret, logSecretOptionDuplicate, splunkTokenPlaintext } from './secretOptions';

/** Log drivers and FireLens: in the order of the catalogue. */
export const loggingRules: readonly Rule[] = [
  logConfigurationMissing,
  logDriverMissing,
  logDriverUnknown,
  ...about(
    'logConfiguration',
    logDriverFargate,
    logDriverManagedInstances,
    awslogsRequiredOptions,
    awslogsStreamPrefix,
    awslogsUnknownOption,
    awslogsMultilineConflict,
    awslogsGroupName,
    awslogsStreamPrefixCharacters,
    awslogsRegionFormat,
    awslogsCreateGroupValue,
    awslogsCreateGroupPermission,
    logOptionUnknown,
    logRequiredOptions,
    splunkTokenPlaintext,
    logOptionPlaintextSecret,
    logSecretOptionDuplicate,
    logModeValue,
    logModeBlocking,
    logModeImplicit,
    maxBufferSizeFormat,
    maxBufferSizeIgnored,
    logBufferHeadroom,
    jsonFileUnbounded,
    firelensRouterMissing,
  ),
  ...about(
    'firelensConfiguration',
    firelensConsumerMissing,
    firelensMultipleRouters,
    firelensRouterUsesFirelens,
    firelensRouterNotEssential,
    firelensConfigType,
    firelensConfigS3Fargate,
    firelensConfigS3Arn,
    firelensReservedConfigPath,
    firelensMetadataValue,
    firelensOptionUnknown,
    firelensOutputMissing,
    firelensNoOutput,
  ),
  ...about('logConfiguration', firelensBufferLimit, firelensBufferLimitDriver, firelensMatchOption, firelensTaskRole),
  ...about('firelensConfiguration', firelensDependsOn, firelensImageLatest),
  firelensWindows,
];
