import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSync } from 'recheck';
import { type Expression, expressionsIn, expressionsOfSchema, expressionsOfServer, widened } from './lib/expressions';

/** Undefined when an automaton proves that the expression takes linear time, wherever in a text it may begin. */
function doubt(expression: Expression): string | undefined {
  const { source, flags } = widened(expression);
  const result = checkSync(source, flags, { checker: 'automaton', timeout: 60_000 });
  if (result.status === 'safe') return undefined;
  const why = result.status === 'vulnerable' ? `${result.complexity.summary}: ${result.attack.pattern}` : 'not proved';
  return `${expression.file}: /${expression.source}/${expression.flags} ${why}`;
}

const found: readonly Expression[] = [
  ...expressionsOfServer(),
  ...expressionsOfSchema('schemas/task-definition.schema.json'),
];
const distinct = [
  ...new Map(found.map((expression) => [`${expression.source}/${expression.flags}`, expression])).values(),
];

const read = (source: string, flags = ''): Expression => ({ source, flags, file: 'here' });

describe('no text makes a regular expression slow', () => {
  test(`${distinct.length} expressions of the server and its schema take linear time`, () => {
    assert.ok(distinct.length > 100, 'they are found');
    assert.deepEqual(
      distinct.map(doubt).filter((why) => why !== undefined),
      [],
    );
  });

  test('the proof fails for those that are slow', () => {
    for (const slow of [read('(a+)+$'), read('a*b'), read('\\s+$'), read('x(?!.*y).*z'), read('a{0,200}b', 'y')])
      assert.match(doubt(slow) ?? '', /polynomial|exponential/, slow.source);
  });

  test('those that are put together at run time are refused', () => {
    assert.throws(() => expressionsIn('a.ts', 'new RegExp(`^${part}$`)'), /put together/);
    assert.deepEqual(expressionsIn('a.ts', 'f(new RegExp("a/b", "u"), /[/]\\/c/g)'), [
      { source: 'a/b', flags: 'u', file: 'a.ts' },
      { source: '[/]\\/c', flags: 'g', file: 'a.ts' },
    ]);
  });
});
