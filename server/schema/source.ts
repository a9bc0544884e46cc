import json from '../../schemas/task-definition.schema.json';
import { isSchema, isSchemas, type RawSchema } from './rawSchema';

type RootSchema = RawSchema & { readonly $defs: Readonly<Record<string, RawSchema>> };

export const rootSchema = rootOf(json);

/** To TypeScript the words of a JSON file are any text, so it cannot see that they are those of the shape. */
function rootOf(schema: object): RootSchema {
  if (isRoot(schema)) return schema;
  throw new TypeError('The schema of task definitions says something in a form that nobody reads.');
}

function isRoot(schema: object): schema is RootSchema {
  return isSchema(schema) && '$defs' in schema && isSchemas(schema.$defs);
}

/** Follows `#/$defs/NAME`. */
export const definition = (ref: string): RawSchema | undefined => rootSchema.$defs[ref.replace('#/$defs/', '')];
