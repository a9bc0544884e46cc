import type { Rule } from '../define';

export const networkRules: readonly Rule[] = [];
