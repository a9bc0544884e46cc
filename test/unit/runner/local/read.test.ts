import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { localSchema } from '../../../../client/runner/local/file';
import { placeOf, readLocalText } from '../../../../client/runner/local/read';
import { root } from '../../../support/root';

/** `3:14 has … Write …` */
const faults = (text: string) =>
  readLocalText(text).faults.map(({ offset, text: what, next }) => `${placeOf(text, offset)} ${what} ${next}`);

describe('ecs.local.json', () => {
  test('comments, commas at the end and a byte order mark are fine', () => {
    const { file, faults: found } = readLocalText('\uFEFF{\n // mine\n "hosts": { "db": "10.0.0.1", }, }');
    assert.deepEqual([file, found], [{ hosts: { db: '10.0.0.1' } }, []]);
  });

  test('a slip is told with its place and what was meant', () => {
    assert.deepEqual(faults('{ "containers": {\n  "web": { "comand": [] } } }'), [
      '2:12 has "comand", which says nothing here. Did you mean "command"?',
    ]);
    assert.deepEqual(faults('{ "containers": { "web": { "ports": { "80": 80000 } } } }'), [
      '1:45 has a number that does not fit here. Write a whole number from 0 to 65535.',
    ]);
    assert.deepEqual(faults('{ "hosts": { "db": "db2" } }'), [
      '1:20 has a text that does not fit here. Write an IP address, or host-gateway.',
    ]);
    assert.deepEqual(faults('{ "containers": { "web": { "mounts": { "app": { "source": "." } } } } }'), [
      '1:40 has a name here that does not fit. Write an absolute path in the container.',
    ]);
    assert.deepEqual(faults('{ "cpu": '), ['1:8 is not JSON. A value is missing here. Correct it there.']);
    assert.deepEqual(faults('{ "hosts": { "db": "10.0.0.1 }\n}'), [
      '1:20 is not JSON. This text has no closing quote on its line. Correct it there.',
    ]);
    assert.deepEqual(faults('{ "cpu": "256" "memory": "1 GB" }'), [
      '1:16 is not JSON. A comma is missing in front of this. Correct it there.',
    ]);
    assert.deepEqual(faults(' \n'), ['1:1 is not JSON. The file is empty. Correct it there.']);
  });

  test('a value that does not fit is never shown: it may be a secret', () => {
    const text = '{ "containers": { "web": { "secrets": { "A": ["hunter2"], "B": { "env": "hunter2 x" } } } } }';
    assert.equal(faults(text).length, 2);
    assert.ok(!faults(text).join().includes('hunter2'));
    for (const bare of ['hunter2', "'hunter2'", '"hunter2', '2hunter2', 'hunter2:'])
      assert.doesNotMatch(faults(`{ "containers": { "web": { "secrets": { "A": ${bare} } } } }`).join(), /hunter2/);
  });

  test('the schema for editors accepts what the runner reads, and nothing else', () => {
    const file = path.join(root, 'schemas/ecs-local.schema.json');
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), localSchema, 'run "npm run derive"');
    const accepts = new Ajv({ strict: false }).compile(localSchema);
    for (const text of [
      '{}',
      '[]',
      '{ "containers": { "web": { "image": "x", "mounts": { "/app": { "source": "./src", "readOnly": true } } } } }',
      '{ "containers": { "web": { "mounts": { "/app": "./src" } } } }',
      '{ "containers": { "web": { "mounts": { "app": { "source": "./src" } } } } }',
      '{ "containers": { "web": { "mounts": { "/": { "source": "./src" } } } } }',
      '{ "containers": { "web": { "mounts": { "C:/app": { "source": "./src" } } } } }',
      '{ "containers": { "web": { "secrets": { "A": "x", "B": { "env": "B" }, "C": { "file": "c" } } } } }',
      '{ "containers": { "web": { "secrets": { "A": 1 } } } }',
      '{ "environmentFiles": { "arn": null } }',
      '{ "environmentFiles": { "arn": 1 } }',
      '{ "overrides": { "containerOverrides": [{ "name": "web", "environment": [{ "name": "A", "value": "b" }] }] } }',
      '{ "overrides": { "containerOverrides": { "web": {} } } }',
      '{ "hosts": { "db": "host-gateway" } }',
      '{ "hosts": { "db": "" } }',
      '{ "image": "x" }',
      '{ "cpu": "256", "memory": " .5 gb" }',
      '{ "cpu": "100 potatoes" }',
      '{ "overrides": { "memory": "lots" } }',
    ])
      assert.equal(accepts(JSON.parse(text)), faults(text).length === 0, text);
  });
});
