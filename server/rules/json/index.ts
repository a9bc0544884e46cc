import type { Rule } from '../define';
import { arrayExpected } from './arrayExpected';
import { byteOrderMark } from './byteOrderMark';
import { requiresCompatibilitiesDuplicate } from './compatibilities';
import { describeOnlyField, wrappedDescribeOutput } from './describeOutput';
import { duplicateJsonKey } from './duplicateKey';
import { emptyStringValue } from './emptyString';
import { enumValueUnknown } from './enumValue';
import { emptyCollectionNoise, redundantDefault } from './leftovers';
import { nullValue } from './nullValue';
import { objectExpected } from './objectExpected';
import { unresolvedPlaceholder } from './placeholders';
import { requiredPropertyMissing } from './required';
import { rootIsContainerArray, rootNotObject } from './rootForm';
import { taskDefinitionNearSizeLimit, taskDefinitionTooLarge } from './size';
import { suppressionUnknownRule, suppressionUnused } from './suppressions';
import { jsonSyntax } from './syntax';
import { propertyWrongCase, serviceLevelProperty, unknownProperty } from './unknownMember';
import { booleanExpected, integerExpected, mapValueNotString, stringExpected, taskSizeNotString } from './wrongScalar';

/** The text as JSON, and the shape of what it holds: in the order of the catalogue; at the end what is ours. */
export const jsonRules: readonly Rule[] = [
  jsonSyntax,
  byteOrderMark,
  duplicateJsonKey,
  rootNotObject,
  rootIsContainerArray,
  wrappedDescribeOutput,
  describeOnlyField,
  serviceLevelProperty,
  propertyWrongCase,
  unknownProperty,
  unresolvedPlaceholder,
  nullValue,
  integerExpected,
  taskSizeNotString,
  booleanExpected,
  stringExpected,
  mapValueNotString,
  arrayExpected,
  objectExpected,
  enumValueUnknown,
  requiredPropertyMissing,
  emptyStringValue,
  requiresCompatibilitiesDuplicate,
  taskDefinitionTooLarge,
  taskDefinitionNearSizeLimit,
  emptyCollectionNoise,
  redundantDefault,
  suppressionUnknownRule,
  suppressionUnused,
];
