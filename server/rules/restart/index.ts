import { type Rule, about } from '../define';
import {
  restartPolicyDisabledWithSettings,
  restartPolicyExitCodeRange,
  restartPolicyFirelensBridge,
  restartPolicyWindowsFargate,
} from './policy';
import { restartLimits } from './limits';

/** Restart policies of single containers: in the order of the catalogue. */
export const restartRules: readonly Rule[] = [
  ...restartLimits,
  ...about(
    'restartPolicy',
    restartPolicyExitCodeRange,
    restartPolicyDisabledWithSettings,
    restartPolicyWindowsFargate,
    restartPolicyFirelensBridge,
  ),
];
