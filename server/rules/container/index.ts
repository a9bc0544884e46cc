import type { Rule } from '../define';

export const containerRules: readonly Rule[] = [];
