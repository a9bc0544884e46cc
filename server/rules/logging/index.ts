import type { Rule } from '../define';
import { logConfigurationMissing } from './logConfigurationMissing';

/** Log drivers and FireLens: in the order of the catalogue. */
export const loggingRules: readonly Rule[] = [logConfigurationMissing];
