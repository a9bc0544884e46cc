import type { Rule } from '../define';

export const healthRules: readonly Rule[] = [];
