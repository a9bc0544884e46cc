import type { Rule } from '../define';

export const platformRules: readonly Rule[] = [];
