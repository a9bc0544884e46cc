import type { ActionProvider } from './action';
import { cleaning } from './cleanDescribeOutput';
import { fixAllOfRule, fixEverything } from './fixAll';
import { makingFargate } from './makeFargate';
import { quickFixes } from './quickFixes';

/** Everything the lightbulb knows, in the order it is offered. */
export const actionProviders: readonly ActionProvider[] = [
  quickFixes,
  fixAllOfRule,
  fixEverything,
  cleaning,
  makingFargate,
];
