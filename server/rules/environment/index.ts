import type { Rule } from '../define';

export const environmentRules: readonly Rule[] = [];
