import { type Rule, about } from '../define';
import { placementConstraintExpressionSyntax, placementConstraintManagedInstances } from './constraints';
import { placementShapes } from './shape';

/** On which instances the task may run: in the order of the catalogue. */
export const placementRules: readonly Rule[] = [
  ...placementShapes,
  ...about('placementConstraints', placementConstraintExpressionSyntax, placementConstraintManagedInstances),
];
