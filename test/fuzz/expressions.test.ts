import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkSync } from 'recheck';
import {
  type Expression,
  expressionsIn,
  expressionsOfSchema,
  expressionsOfServer,
  alternatives,
  widened,
} from './lib/expressions';

/** Rooms whose expressions may count their repetitions, because the text they read is short. */
const bounded: readonly { readonly room: string; readonly reason: string }[] = [
  { room: 'server/insight/errors/', reason: 'the words of one error: unwrap.ts cuts them to 8,000 characters' },
];

/** Undefined when an automaton proves that the expression takes linear time, wherever in a text it may begin. */
function doubt(expression: Expression): string | undefined {
  const { source, flags } = widened(expression);
  // What is linear in all its alternatives is linear; of the others the whole is judged, where one may shield another.
  const parts = alternatives(source).filter((part) => /[*+{]/.test(part)); // without repetition nothing can take long
  const doubts = parts.filter((part) => doubtOf(part, flags, expression) !== undefined);
  const why = doubts.length > 0 ? doubtOf(source, flags, expression) : undefined;
  return why && `${expression.file}: /${expression.source}/${expression.flags} ${why}`;
}

function doubtOf(source: string, flags: string, { file }: Expression): string | undefined {
  const result = checkSync(source, flags, { checker: 'automaton', timeout: 60_000 });
  if (result.status === 'safe') return undefined;
  if (result.status === 'unknown') return 'not proved';
  const { summary } = result.complexity;
  const isShort = bounded.some(({ room }) => file.startsWith(room));
  return isShort && summary === '2nd degree polynomial' ? undefined : `${summary}: ${result.attack.pattern}`;
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
