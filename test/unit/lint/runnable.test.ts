import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { runnable } from '../../../server/lint/runnable';

const definition = (text: string): unknown => runnable(parseDocument(text)).definition;

describe('what of a file is run', () => {
  test('a task definition, without nulls', () => {
    assert.deepEqual(definition('{"family":"a","cpu":null,"containerDefinitions":[{"name":"a","user":null}]}'), {
      family: 'a',
      containerDefinitions: [{ name: 'a' }],
    });
  });

  test('the inside of describe output, without what only AWS writes', () => {
    assert.deepEqual(
      definition(
        '{"taskDefinition":{"family":"a","revision":3,"status":"ACTIVE","containerDefinitions":[]},"tags":[]}',
      ),
      { family: 'a', containerDefinitions: [] },
    );
  });

  test('nothing, when the file holds only containers, CloudFormation names, or nothing readable', () => {
    for (const text of ['[{"name":"a","image":"b"}]', '{"ContainerDefinitions":[]}', '', '{"a":1}']) {
      assert.equal(definition(text), undefined, text);
    }
  });
});
