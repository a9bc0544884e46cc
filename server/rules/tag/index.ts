import { type Rule, about } from '../define';
import { tagKeyDuplicate, tagsMissing } from './tags';
import { tagShapes } from './shape';

/** Tags: in the order of the catalogue. */
export const tagRules: readonly Rule[] = [...tagShapes, ...about('tags', tagKeyDuplicate), tagsMissing];
