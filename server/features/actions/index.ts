import type { ActionProvider } from './action';
import { addSidecar } from './addSidecar';
import { cleaning } from './cleanDescribeOutput';
import { containerList } from './containerList';
import { extractSecrets } from './extractSecrets';
import { fixAllOfRule, fixEverything } from './fixAll';
import { makingFargate } from './makeFargate';
import { quickFixes } from './quickFixes';
import { silence } from './silence';
import { convertCommand } from './shellForm';
import { sortMembers } from './sortMembers';
import { convertUnits } from './units';

/** Everything the lightbulb knows, in the order it is offered. */
export const actionProviders: readonly ActionProvider[] = [
  quickFixes,
  fixAllOfRule,
  fixEverything,
  extractSecrets,
  convertUnits,
  convertCommand,
  cleaning,
  makingFargate,
  containerList,
  addSidecar,
  sortMembers,
  silence,
];
