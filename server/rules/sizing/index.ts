import type { Rule } from '../define';

export const sizingRules: readonly Rule[] = [];
