import type { Rule } from '../define';

export const tagRules: readonly Rule[] = [];
