import type { Rule } from '../define';

export const jsonRules: readonly Rule[] = [];
