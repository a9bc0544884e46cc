import type { Rule } from '../define';

export const iamRules: readonly Rule[] = [];
