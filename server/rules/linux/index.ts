import type { Rule } from '../define';
import { capabilitiesNotDropped, capabilityAddDropConflict, capabilityDangerous } from './capabilities';
import { linuxShapes } from './shape';

/** Linux parameters, limits and system controls: in the order of the catalogue. */
export const linuxRules: readonly Rule[] = [
  ...linuxShapes,
  capabilityDangerous,
  capabilityAddDropConflict,
  capabilitiesNotDropped,
];
