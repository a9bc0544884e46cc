import type { Rule } from '../define';

export const restartRules: readonly Rule[] = [];
