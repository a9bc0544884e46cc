import type { Rule } from '../define';
import { familyInvalid, familyMissing, familyTooLong } from './family';

/** What the task definition is called: in the order of the catalogue. */
export const identityRules: readonly Rule[] = [familyMissing, familyInvalid, familyTooLong];
