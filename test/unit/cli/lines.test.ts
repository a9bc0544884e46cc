import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Lines } from '../../../client/cli/check/lines';
import { marked } from '../../support/markers';

const at = (source: string): string => {
  const { text, cursor } = marked(source);
  const { line, character } = new Lines(text).positionAt(cursor!);
  return `${line}:${character}`;
};

describe('an offset becomes a line and a character, both from 0', () => {
  test('at the start', () => assert.equal(at('|{}'), '0:0'));
  test('after a line feed', () => assert.equal(at('{\n  |"a"'), '1:2'));
  test('after carriage return and line feed', () => assert.equal(at('{\r\n\r\n|"a"'), '2:0'));
  test('after a lone carriage return', () => assert.equal(at('{\r|"a"'), '1:0'));
  test('before a line ends', () => assert.equal(at('{|\r\n}'), '0:1'));
  test('in UTF-16 code units', () => assert.equal(at('"🐳é"|'), '0:5'));
  test('at the end', () => assert.equal(at('{\n}\n|'), '2:0'));
  test('past the end', () => {
    assert.deepEqual(new Lines('{\n}').positionAt(99), { line: 1, character: 1 });
  });
  test('as a range', () => {
    assert.deepEqual(new Lines('{\n"a"\n}').rangeOf({ offset: 2, length: 5 }), {
      start: { line: 1, character: 0 },
      end: { line: 2, character: 1 },
    });
  });
});
