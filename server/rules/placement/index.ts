import type { Rule } from '../define';

export const placementRules: readonly Rule[] = [];
