import type { Rule } from '../define';

export const volumeRules: readonly Rule[] = [];
