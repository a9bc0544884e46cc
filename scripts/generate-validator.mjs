// Turns schemas/task-definition.schema.json into plain JavaScript, so that nothing is compiled when the server starts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Options shared by the generated validator and the test that compiles the schema afresh. */
export const ajvOptions = { allErrors: true, strict: false, inlineRefs: false, unicodeRegExp: true, messages: false };

export async function generateValidator() {
  const schema = JSON.parse(readFileSync(path.join(root, 'schemas/task-definition.schema.json'), 'utf8'));
  const ajv = new Ajv2020.default({ ...ajvOptions, code: { source: true, esm: false } });
  ajv.addSchema(schema, 'root');
  const code = standaloneCode.default(ajv, {
    validateTask: 'root',
    validateContainer: 'root#/$defs/ContainerDefinition',
  });
  const folder = path.join(root, 'server/schema/generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'validator.js'), code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateValidator();
