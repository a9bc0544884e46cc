import type { Rule } from '../define';

export const loggingRules: readonly Rule[] = [];
