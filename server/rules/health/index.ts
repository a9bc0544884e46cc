import { type Rule, about } from '../define';
import { healthCheckMissing, healthCheckTimeoutExceedsInterval } from './advice';
import { healthCheckConsoleFormat } from './commandInOneText';
import { healthCheckDoubleKeyword, healthCheckFirstWord, healthCheckNone } from './commandKeyword';
import { healthCheckCmdShellExtraArgs, healthCheckCmdShellOperators, healthCheckNoExit1 } from './commandShell';
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
