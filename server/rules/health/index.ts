import { type Rule, about } from '../define';
import { healthCheckMissing, healthCheckTimeoutExceedsInterval } from './advice';
import {
  healthCheckCmdShellExtraArgs,
  healthCheckCmdShellOperators,
  healthCheckConsoleFormat,
  healthCheckDoubleKeyword,
  healthCheckFirstWord,
  healthCheckNoExit1,
  healthCheckNone,
} from './command';
import { healthCheckCommandEmpty } from './commandEmpty';
import { healthCheckRanges } from './ranges';

/** Health checks: in the order of the catalogue. */
export const healthRules: readonly Rule[] = [
  healthCheckCommandEmpty,
  ...healthCheckRanges,
  ...about(
    'healthCheck',
    healthCheckFirstWord,
    healthCheckNone,
    healthCheckCmdShellExtraArgs,
    healthCheckCmdShellOperators,
    healthCheckDoubleKeyword,
    healthCheckConsoleFormat,
    healthCheckNoExit1,
    healthCheckTimeoutExceedsInterval,
  ),
  healthCheckMissing,
];
