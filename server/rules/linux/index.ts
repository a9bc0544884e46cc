import { type Rule, about } from '../define';
import { capabilitiesNotDropped, capabilityAddDropConflict, capabilityDangerous } from './capabilities';
import { kernelShapes } from './kernelLimits';
import { linuxParameterShapes } from './linuxParameters';
import { swappinessWithoutMaxSwap, tmpfsExceedsMemory } from './memory';
import {
  credentialSpecsFargateDomainless,
  credentialSpecsFargateWindows,
  dockerSecurityCredentialspec,
  dockerSecurityOptionFormat,
  dockerSecurityOptionSelinuxExternal,
} from './securityOptions';
import {
  systemControlConflict,
  systemControlDuplicate,
  systemControlHostNetwork,
  systemControlIpcHost,
} from './systemControls';
import {
  fargateNofileMaximum,
  fargateNofileUnlimited,
  fargateUlimitOther,
  ulimitDuplicate,
  ulimitSoftExceedsHard,
} from './ulimits';

/** Linux parameters, limits and system controls: in the order of the catalogue. */
export const linuxRules: readonly Rule[] = [
  ...linuxParameterShapes,
  ...kernelShapes,
  ...about('linuxParameters', capabilityDangerous, capabilityAddDropConflict),
  capabilitiesNotDropped,
  ...about('linuxParameters', tmpfsExceedsMemory, swappinessWithoutMaxSwap),
  ...about(
    'ulimits',
    ulimitDuplicate,
    ulimitSoftExceedsHard,
    fargateNofileMaximum,
    fargateNofileUnlimited,
    fargateUlimitOther,
  ),
  ...about(
    'systemControls',
    systemControlHostNetwork,
    systemControlIpcHost,
    systemControlConflict,
    systemControlDuplicate,
  ),
  ...about(
    'dockerSecurityOptions',
    dockerSecurityOptionFormat,
    dockerSecurityOptionSelinuxExternal,
    dockerSecurityCredentialspec,
  ),
  ...about('credentialSpecs', credentialSpecsFargateDomainless, credentialSpecsFargateWindows),
];
