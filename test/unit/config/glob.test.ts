import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Glob } from '../../../server/config/glob';
import { Wildcard } from '../../../server/document/wildcard';

const matches = (pattern: string, path: string): boolean => {
  const glob = Glob.parse(pattern);
  assert.ok(!('problem' in glob), pattern);
  return glob.matches(path);
};

describe('globs', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['*.json', ['a.json', 'deep/er/a.json'], ['a.jsonc', 'a.json/b']],
    ['deploy/*.json', ['deploy/a.json'], ['a.json', 'deploy/x/a.json', 'x/deploy/a.json']],
    ['./deploy/*.json', ['deploy/a.json'], ['a.json']],
    ['deploy/**/*.json', ['deploy/a.json', 'deploy/x/y/a.json'], ['a.json']],
    ['**/web/*', ['web/a', 'x/y/web/a'], ['web/x/a']],
    ['deploy/', ['deploy/a', 'deploy/x/a'], ['deploy']],
    ['task.?.json', ['task.1.json'], ['task.10.json', 'task..json.json']],
    ['{web,api}-*.{json,jsonc}', ['web-1.json', 'x/api-2.jsonc'], ['db-1.json']],
    ['a*b*c', ['abc', 'axxbxxc', 'abcbc'], ['ab', 'acb']],
    ['a.json', ['a.json', 'x/a.json'], ['aXjson']],
  ];
  for (const [pattern, yes, no] of cases) {
    test(pattern, () => {
      for (const path of yes) assert.equal(matches(pattern, path), true, path);
      for (const path of no) assert.equal(matches(pattern, path), false, path);
    });
  }

  test('what could be meant in two ways is refused', () => {
    for (const pattern of [
      '',
      ' ',
      '!a',
      'a[b]',
      'a\\b',
      '../a',
      '{a',
      'a}',
      '{{a}}',
      'x'.repeat(501),
      '{a,b}'.repeat(9),
    ]) {
      assert.ok('problem' in Glob.parse(pattern), pattern);
    }
  });

  test('no pattern makes anybody wait', () => {
    const began = performance.now();
    assert.equal(matches('*a'.repeat(200), `${'a'.repeat(5_000)}b`), false);
    assert.equal(matches('**/a/'.repeat(90) + 'b', 'a/'.repeat(2_000) + 'c'), false);
    assert.ok(performance.now() - began < 1_000);
  });
});

describe('placeholder patterns', () => {
  const found = (pattern: string, text: string): string | undefined => {
    const form = Wildcard.parse(pattern);
    assert.ok(!('problem' in form), pattern);
    const match = form.find(text);
    return match && `${text.slice(match.start, match.end)} ${match.name}`;
  };

  test('a star is as short as possible, and never empty', () => {
    assert.equal(found('@@*@@', 'a @@ONE@@ @@TWO@@'), '@@ONE@@ ONE');
    assert.equal(found('@@*@@', 'a @@@@'), undefined);
    assert.equal(found('[[*:*]]', 'x [[env:HOST]]'), '[[env:HOST]] env');
    assert.equal(found('CHANGE_*', 'x/CHANGE_ME:1'), 'CHANGE_ME ME');
    assert.equal(found('TAG_HERE', 'a:TAG_HERE'), 'TAG_HERE TAG_HERE');
    assert.equal(found('@@*@@', 'a @@ONE\n@@'), undefined);
  });

  test('no pattern makes anybody wait', () => {
    const form = Wildcard.parse('a*a*a*a*a*a*a*a*b');
    assert.ok(!('problem' in form));
    const began = performance.now();
    assert.equal(form.find('a'.repeat(60_000)), undefined);
    assert.ok(performance.now() - began < 1_000);
  });
});
