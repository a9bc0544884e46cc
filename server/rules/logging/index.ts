import type { Rule } from '../define';
import { logConfigurationMissing } from './logConfigurationMissing';
import { logDriverMissing, logDriverUnknown } from './driver';

/** Log drivers and FireLens: in the order of the catalogue. */
export const loggingRules: readonly Rule[] = [logDriverMissing, logDriverUnknown, logConfigurationMissing];
