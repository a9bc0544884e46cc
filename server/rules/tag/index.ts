import type { Rule } from '../define';
import { tagKeyDuplicate, tagsMissing } from './tags';

/** Tags: in the order of the catalogue. */
export const tagRules: readonly Rule[] = [tagKeyDuplicate, tagsMissing];
