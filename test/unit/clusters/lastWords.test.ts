import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asSentence, lastWords } from '../../../client/clusters/lastWords';
import { areSecretsKnown, secretValues } from '../../../client/runner/secretValues';
import { planned } from '../runner/planned';
import { container, task } from '../../support/definitions';

const lines = (...texts: readonly string[]) =>
  texts.map((text) => ({ container: 'app', stream: 'stderr' as const, time: 0, text }));

describe('what a container wrote last', () => {
  test('are its last two lines that say something', () => {
    assert.equal(lastWords(lines('up', 'Traceback:', '', 'no luck', '  '), []), 'Traceback: ⏎ no luck');
    assert.equal(lastWords(lines('up'), []), 'up');
    assert.equal(lastWords([], []), '');
  });

  test('is cut where it is long', () => {
    const [first = ''] = lastWords(lines('x'.repeat(1_000_000)), []).split(' ⏎ ');
    assert.equal(first, `${'x'.repeat(120)}…`);
  });

  test('is plain text: no colours, no control characters, no links', () => {
    assert.equal(lastWords(lines('\u001b[31mred\u001b[0m\u0007 \u202eevil\u0000'), []), 'red evil');
    assert.equal(lastWords(lines('[ok](command:quit)'), []), '[ok] (command:quit)');
  });

  test('has no secret in it, whole or in parts', () => {
    const secrets = ['hunter2', 'hunter2-and-more', 'tok(en)'];
    assert.equal(lastWords(lines('a hunter2-and-more b', 'hun\u001b[0mter2 tok(en)'), secrets), 'a *** b ⏎ *** ***');
  });
});

test('a reason becomes a sentence, so that another can follow it', () => {
  assert.equal(asSentence('OutOfMemoryError: Container killed'), 'OutOfMemoryError: Container killed.');
  assert.equal(asSentence('It is gone.'), 'It is gone.');
  assert.equal(asSentence(''), '');
});

describe('the secrets of a plan', () => {
  const withSecret = (value: string) =>
    planned(
      task([
        container('app', 'true', {
          environment: [{ name: 'PLAIN', value: 'well-known' }],
          secrets: [{ name: 'S', valueFrom: '/s' }],
        }),
        container('other', 'true', { environment: [{ name: 'S', value: 'no secret here' }] }),
      ]),
      { environment: { app: { S: value } } },
    );

  for (const [value, hidden] of [
    ['hunter2=', ['hunter2=']],
    ['{"user":"ann","password":"a\\nb","port":5432}', ['ann', 'a\nb', '5432']],
    ['-----BEGIN-----\r\nabc', ['-----BEGIN-----', 'abc']],
  ] as const)
    test(JSON.stringify(value), () => {
      const values = secretValues(withSecret(value));
      for (const one of [value, ...hidden]) assert.ok(values.includes(one), one);
      assert.ok(!values.includes('well-known') && !values.includes('no secret here'));
    });

  test('are known when each has a value, and not before', () => {
    assert.ok(areSecretsKnown(withSecret('hunter2')));
    const asked = planned(task([container('app', 'true', { secrets: [{ name: 'S', valueFrom: '/s' }] })]));
    assert.ok(!areSecretsKnown(asked));
    assert.ok(areSecretsKnown(planned(task([container('app', 'true')]))));
  });

  test('that say nothing are none', () => {
    for (const value of ['', '1', 'no']) assert.deepEqual(secretValues(withSecret(value)), []);
  });
});
