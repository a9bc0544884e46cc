import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../server/rules/index';
import { rulesOf } from '../../../server/schema/constraints';
import { type SchemaNode, taskNode } from '../../../server/schema/lookup';
import { rootSchema } from '../../../server/schema/source';

const ids = new Set(rules.map(({ id }) => id));

/** The keywords that can be broken; the others describe. */
const constraints = [
  'type',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'anyOf',
  'not',
  'propertyNames',
  'additionalProperties',
] as const;

/** Every place of the schema once. */
function* places(node: SchemaNode, path = ''): Generator<[string, SchemaNode]> {
  yield [path, node];
  for (const [name, member] of node.members) yield* places(member, `${path}/${name}`);
  if (node.items) yield* places(node.items, `${path}/*`);
  if (node.isMap) yield [`${path}/~`, node.step('any')!];
}

describe('every constraint of the schema belongs to a rule that exists', () => {
  const all = [...places(taskNode)];

  for (const keyword of constraints) {
    test(keyword, () => {
      const holders = all.filter(([, { raw }]) => keyword in raw && !isDescription(keyword, raw));
      assert.ok(holders.length > 0, 'nothing in the schema uses it: take it out of the list');
      for (const [path, node] of holders) {
        const named = rulesOf(node, keyword);
        assert.ok(named.length > 0, `${path} belongs to no rule`);
        for (const id of named) assert.ok(ids.has(id), `${path}: there is no rule ${id}`);
      }
    });
  }

  test('required', () => {
    for (const [path, node] of all) {
      for (const member of node.required) {
        for (const id of rulesOf(node, 'required', member)) assert.ok(ids.has(id), `${path}/${member}: no rule ${id}`);
      }
    }
  });

  test('x-rules names only constraints and members that are there', () => {
    for (const [path, { raw }] of all) {
      for (const [keyword, rule] of Object.entries(raw['x-rules'] ?? {})) {
        assert.ok(keyword in raw, `${path}: x-rules speaks of ${keyword}, which is not there`);
        if (typeof rule === 'string') continue;
        for (const member of Object.keys(rule)) assert.ok(raw.required?.includes(member), `${path}: ${member}`);
      }
    }
  });

  test('every definition is used, and no keyword is unknown here', () => {
    const used = new Set(all.flatMap(([, { raw }]) => (raw.$ref === undefined ? [] : [raw.$ref])));
    assert.deepEqual(
      Object.keys(rootSchema.$defs).filter((name) => !used.has(`#/$defs/${name}`)),
      [],
    );
    const known = new Set<string>([...constraints, ...describing]);
    for (const [path, { raw }] of all) {
      for (const keyword of Object.keys(raw)) {
        assert.ok(known.has(keyword) || keyword.startsWith('x-'), `${path}: ${keyword} is no keyword of ours`);
      }
    }
  });
});

/** `additionalProperties` with a schema says what values are. */
const isDescription = (keyword: string, raw: SchemaNode['raw']): boolean =>
  keyword === 'additionalProperties' && typeof raw.additionalProperties === 'object';

const describing = [
  '$schema',
  '$defs',
  '$ref',
  'title',
  'description',
  'properties',
  'required',
  'items',
  'default',
  'examples',
  'enumDescriptions',
  'deprecated',
  'deprecationMessage',
];
