import type { Rule } from '../define';

export const linuxRules: readonly Rule[] = [];
