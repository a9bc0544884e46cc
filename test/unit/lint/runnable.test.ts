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

  test('no template that puts members in or leaves them out: one branch would be run, and nobody would know which', () => {
    const text = '{"family":"a",{{#if big}}"cpu":"1024",{{else}}"cpu":"256",{{/if}}"containerDefinitions":[]}';
    const { errors } = runnable(parseDocument(text, { path: 'task-definition.json' }), {
      severities: { 'unresolved-placeholder': 'off' },
    });
    const [template] = errors.filter(({ rule }) => rule === 'unresolved-placeholder');
    assert.match(template?.message ?? '', /^Parts of this template .* render it/);
    assert.equal(text.slice(template?.span.offset).startsWith('{{#if big}}'), true);
  });

  test('a template whose placeholders stand for values is one, since each of them can be told', () => {
    const text = '{"family":"a","cpu":{{ cpu }},"containerDefinitions":[]}';
    const { errors } = runnable(parseDocument(text, { path: 'task-definition.json' }));
    assert.deepEqual(
      errors.filter(({ rule }) => rule === 'unresolved-placeholder'),
      [],
    );
  });
});
