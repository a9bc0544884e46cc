// schemas/ecs-local.schema.json: what ecs.local.json can say, as the runner reads it.
import { localSchema } from '../../out/client/runner/local/file.js';

/** The schema as text. */
export function ecsLocalSchema() {
  return `${JSON.stringify(localSchema, undefined, 2)}\n`;
}
