import type { Rule } from '../define';
import { environmentShapes } from './shape';

/** Environment variables, their files and secrets: in the order of the catalogue. */
export const environmentRules: readonly Rule[] = [...environmentShapes];
