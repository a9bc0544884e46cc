import type { Rule } from '../define';
import {
  restartPolicyDisabledWithSettings,
  restartPolicyExitCodeRange,
  restartPolicyFirelensBridge,
  restartPolicyWindowsFargate,
} from './policy';

/** Restart policies of single containers: in the order of the catalogue. */
export const restartRules: readonly Rule[] = [
  restartPolicyExitCodeRange,
  restartPolicyDisabledWithSettings,
  restartPolicyWindowsFargate,
  restartPolicyFirelensBridge,
];
