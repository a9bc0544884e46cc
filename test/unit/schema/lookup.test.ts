import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import type { Path } from '../../../server/document/pointer';
import { type SchemaNode, lookup, lookupIn, taskNode } from '../../../server/schema/lookup';

/** Every member below a node, with its path. */
function* below(node: SchemaNode, path: readonly string[] = []): Generator<[string, SchemaNode]> {
  for (const [name, member] of node.members) {
    yield [[...path, name].join('.'), member];
    yield* below(member.items ?? member, [...path, member.items ? `${name}[]` : name]);
  }
}

describe('what the schema says about a place', () => {
  const paths = [...below(taskNode)];

  test('all fields of a task definition are there, each with prose, source, date and documentation', () => {
    assert.equal(paths.filter(([, node]) => !node.isOutput).length, 166);
    for (const [path, node] of paths) {
      assert.ok(node.description.length > 10, `${path} has no description`);
      assert.match(node.source?.date ?? '', /^\d{4}-\d{2}$/, path);
      assert.match(node.docs ?? '', /^https:\/\/docs\.aws\.amazon\.com\/.+#ECS-/, path);
      assert.ok(node.type !== undefined || node.isOutput, `${path} has no type`);
    }
  });

  test('every allowed value is explained', () => {
    for (const [path, node] of paths) {
      for (const { value, description } of node.values) {
        if (node.values.length > 1) assert.ok(description, `${path}: ${value}`);
      }
    }
  });

  const cases: readonly (readonly [Path, Readonly<Record<string, unknown>>])[] = [
    [['cpu'], { type: 'string', unit: 'cpu units', launchTypes: undefined, isRequired: false }],
    [['family'], { isRequired: true }],
    [['containerDefinitions', 0], { shape: 'ContainerDefinition' }],
    [['containerDefinitions', 0, 'memory'], { type: 'integer', unit: 'MiB' }],
    [['containerDefinitions', 0, 'essential'], { type: 'boolean', default: true }],
    [['containerDefinitions', 0, 'linuxParameters', 'devices', 0, 'hostPath'], { os: 'LINUX', isRequired: true }],
    [['volumes', 0, 'dockerVolumeConfiguration', 'driver'], { launchTypes: ['EC2', 'EXTERNAL'] }],
    [['containerDefinitions', 0, 'dockerLabels'], { isMap: true }],
    [['containerDefinitions', 0, 'dockerLabels', 'any'], { type: 'string' }],
    [['inferenceAccelerators'], { deprecated: 'Elastic Inference is no longer available.' }],
    [['revision'], { isOutput: true }],
  ];
  for (const [path, expected] of cases) {
    test(path.join('/'), () => {
      const node = lookup(path);
      assert.ok(node);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(Reflect.get(node, key), value, key);
    });
  }

  test('the documentation is that of the member', () => {
    assert.match(
      lookup(['containerDefinitions', 0, 'portMappings', 0, 'hostPort'])?.docs ?? '',
      /API_PortMapping\.html#ECS-Type-PortMapping-hostPort$/,
    );
    assert.match(
      lookup(['cpu'])?.docs ?? '',
      /API_RegisterTaskDefinition\.html#ECS-RegisterTaskDefinition-request-cpu$/,
    );
  });

  test('what it does not know is undefined', () => {
    assert.equal(lookup(['nonsense', 'deeper']), undefined);
    assert.equal(lookup(['containerDefinitions', 'name']), undefined);
    assert.equal(lookup(['__proto__']), undefined);
    assert.equal(lookup(['constructor', 'name']), undefined);
  });

  test('wrapped definitions and container arrays are found where they stand', () => {
    const wrapped = parseDocument('{"taskDefinition":{"family":"a"}}');
    assert.equal(lookupIn(wrapped, ['taskDefinition', 'family'])?.name, 'family');
    assert.equal(lookupIn(wrapped, ['taskDefinition'])?.shape, 'TaskDefinition');
    const list = parseDocument('[{"name":"a","image":"b"}]');
    assert.equal(lookupIn(list, [0, 'image'])?.name, 'image');
    const single = parseDocument('{"name":"a","image":"b"}');
    assert.equal(lookupIn(single, ['image'])?.name, 'image');
  });
});
