import type { Rule } from '../define';

export const proxyRules: readonly Rule[] = [];
