import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import Ajv2020, { type Options } from 'ajv/dist/2020';
import fc from 'fast-check';
import { marked } from '../../support/markers';
import { corpusFolder, readCorpus } from '../../support/corpus';
import { root } from '../../support/root';
import { parseDocument } from '../../../server/document/document';
import { rules } from '../../../server/rules/index';
import {
  type SchemaError,
  type Validator,
  validateContainer,
  validateTask,
} from '../../../server/schema/generated/validator';
import { rootSchema } from '../../../server/schema/source';

/** The validator made at build time must say what ajv says of the schema as it stands. */
async function fresh(): Promise<{ readonly task: Validator; readonly container: Validator }> {
  const script = pathToFileURL(path.join(root, 'scripts/generate-validator.mjs')).href;
  const { ajvOptions } = (await import(script)) as { ajvOptions: Options };
  const ajv = new Ajv2020(ajvOptions);
  ajv.addSchema(rootSchema, 'root');
  const compiled = (ref: string) => ajv.getSchema(ref) ?? assert.fail(ref);
  return { task: compiled('root'), container: compiled('root#/$defs/ContainerDefinition') };
}

const errorsOf = (validator: Validator, value: unknown): readonly SchemaError[] =>
  validator(value)
    ? []
    : (validator.errors ?? []).map(({ instancePath, keyword, params }) => ({
        instancePath,
        schemaPath: '',
        keyword,
        params: Object.fromEntries(Object.entries(params).filter(([name]) => readParams.has(name))),
      }));

/** The others are left out of the generated code. */
const readParams = new Set(['missingProperty', 'additionalProperty', 'propertyName', 'i', 'j']);

/** Values of all kinds: the examples of the rules, and real files where there are any. */
function values(): unknown[] {
  const texts = rules.flatMap(({ examples, good = [] }) => [...examples.map(({ bad }) => marked(bad).text), ...good]);
  const folder = corpusFolder();
  const files = folder === undefined ? [] : readCorpus(folder).map(({ text }) => text);
  return [...texts, ...files].map((text) => parseDocument(text).root?.toJson()).filter((value) => value !== undefined);
}

describe('the validator made at build time', () => {
  const all = values();

  test('agrees with ajv on every example and real file', async () => {
    const { task, container } = await fresh();
    let broken = 0;
    for (const value of all) {
      const errors = errorsOf(validateTask, value);
      broken += errors.length;
      assert.deepEqual(errors, errorsOf(task, value));
      assert.deepEqual(errorsOf(validateContainer, value), errorsOf(container, value));
    }
    assert.ok(broken > 100, 'the values break too little to prove anything');
  });

  test('agrees with ajv on files with something changed', async () => {
    const { task } = await fresh();
    const other = fc.oneof(
      fc.constantFrom<unknown>('', '1', 0, -1, 1e6, true, [], {}, 'FARGATE', '${X}'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), other, (value, seed, by) => {
        const changed = changedAt(structuredClone(value), seed, by);
        assert.deepEqual(errorsOf(validateTask, changed), errorsOf(task, changed));
      }),
      { numRuns: 500 },
    );
  });
});

/** Puts `by` in the place of one value, chosen by `seed`. */
function changedAt(value: unknown, seed: number, by: unknown): unknown {
  if (typeof value !== 'object' || value === null || seed % 4 === 0) return by;
  const keys = Object.keys(value);
  const key = keys[seed % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const holder = value as Record<string, unknown>;
  holder[key] = changedAt(holder[key], Math.floor(seed / 3), by);
  return holder;
}
