import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placeResult } from '../../../server/features/place';
import { markRanges, open } from '../../support/editor';

/** The text with a mark around the place, or at it, where it has no length; undefined when there is none. */
function placed(text: string, pointers: readonly string[]): string | undefined {
  const opened = open(text);
  const place = placeResult(opened.source, pointers);
  if (!place) return undefined;
  const [from, to] = [place.start, place.end].map((end) => opened.source.text.offsetAt(end));
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : markRanges(opened, [place]);
}

describe('the place of a member', () => {
  const text = '{ "family": "a", "memory": "512", "containerDefinitions": [{ "name": "web", "command": ["x"] }] }';

  test('is its name; that of the first member which is there', () => {
    const pointers = ['/containerDefinitions/0/memory', '/memory', '/family'];
    assert.equal(placed(text, pointers), text.replace('"memory"', '«"memory"»'));
  });

  test('that is an item of a list is where the item begins', () => {
    assert.equal(placed(text, ['/containerDefinitions/0']), text.replace('{ "name"', '|{ "name"'));
    assert.equal(placed(text, ['/containerDefinitions/0/command/0']), text.replace('"x"', '|"x"'));
  });

  test('is found in what describe-task-definition prints, and in CloudFormation’s spelling', () => {
    const described =
      '{ "taskDefinition": { "family": "a", "containerDefinitions": [{ "name": "b", "image": "c" }] } }';
    const image = ['/containerDefinitions/0/image'];
    assert.equal(placed(described, image), described.replace('"image"', '«"image"»'));
    const pascal = '{ "Family": "a", "ContainerDefinitions": [{ "Name": "b", "Image": "c" }] }';
    assert.equal(placed(pascal, image), pascal.replace('"Image"', '«"Image"»'));
  });

  test('is nowhere when the definition has none of them, or there is no definition', () => {
    assert.equal(placed(text, ['/volumes', '/containerDefinitions/7/name', '/family/deeper']), undefined);
    assert.equal(placed('[1, 2', ['/family']), undefined);
  });
});
