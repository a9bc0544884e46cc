import type { Rule } from '../define';

export const identityRules: readonly Rule[] = [];
