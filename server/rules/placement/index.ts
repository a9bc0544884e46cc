import type { Rule } from '../define';
import { placementShapes } from './shape';

/** On which instances the task may run: in the order of the catalogue. */
export const placementRules: readonly Rule[] = [...placementShapes];
