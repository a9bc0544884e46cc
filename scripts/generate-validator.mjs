// Turns schemas/task-definition.schema.json into plain JavaScript, so that nothing is compiled when the server starts
// and ajv itself is not shipped.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compactValidator } from './lib/compact-validator.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Shared with the test that compiles the schema afresh. `messages`: the rules have words of their own. */
export const ajvOptions = { allErrors: true, strict: false, inlineRefs: false, unicodeRegExp: true, messages: false };

/** The one piece of ajv's run time that the code asks for: the length of a text in code points. */
const ucs2length = '(text) => { let length = 0; for (const _ of text) length++; return length; }';

/** Members that say nothing about validity. */
const isAnnotation = (keyword) =>
  keyword.startsWith('x-') ||
  ['title', 'description', 'default', 'examples', 'enumDescriptions', 'deprecated', 'deprecationMessage'].includes(
    keyword,
  );

/** The schema without prose, which the generated code would carry along. */
function bare(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(bare);
  const entries = Object.entries(schema).filter(([keyword]) => !isAnnotation(keyword));
  const named = (map) => Object.fromEntries(Object.entries(map).map(([name, value]) => [name, bare(value)]));
  return Object.fromEntries(
    entries.map(([keyword, value]) => [keyword, /^(properties|\$defs)$/.test(keyword) ? named(value) : bare(value)]),
  );
}

export async function generateValidator() {
  const schema = JSON.parse(readFileSync(path.join(root, 'schemas/task-definition.schema.json'), 'utf8'));
  const ajv = new Ajv2020.default({ ...ajvOptions, code: { source: true, esm: false } });
  // Each definition under a name of its own: asked for as a part of the whole, the container would be generated twice.
  const { $defs, ...task } = JSON.parse(JSON.stringify(bare(schema)).replaceAll('#/$defs/', ''));
  for (const [name, definition] of Object.entries($defs)) ajv.addSchema(definition, name);
  ajv.addSchema(task, 'root');
  const code = standaloneCode
    .default(ajv, { validateTask: 'root', validateContainer: 'ContainerDefinition' })
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', ucs2length);
  if (code.includes('require(')) throw new Error('The generated validator asks for a module: it must stand alone.');
  const folder = path.join(root, 'server/schema/generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'validator.js'), compactValidator(code));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generateValidator();
