import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { element, escapeXml, xmlDocument } from '../../../../client/cli/check/xml';
import { nasty } from '../outcomes';
import { readXml } from './xml';

describe('text in XML', () => {
  test('marks become entities, spaces references, and what XML cannot hold is shown', () => {
    assert.equal(escapeXml(`<&>"'`), '&lt;&amp;&gt;&quot;&apos;');
    assert.equal(escapeXml('a\tb\r\nc'), 'a&#9;b&#13;&#10;c');
    assert.equal(escapeXml('\u0000 \u001b \ud83d \udc33 \ufffe 🐳'), '\\u0000 \\u001b \\ud83d \\udc33 \\ufffe 🐳');
  });

  test('a parser reads back what was written', () => {
    const written = 'a\tb\r\nc <d> & "e" \'f\' 🐳';
    const root = readXml(xmlDocument(element('a', { name: written }, [element('b', {}, written)])));
    assert.equal(root.attributes['name'], written);
    assert.equal(root.children[0]?.text, written);
  });

  test('no text breaks a document', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.integer({ max: 0xffff }).map((code) => String.fromCharCode(code < 0 ? 0 : code)) }),
    );
    fc.assert(fc.property(text, (some) => void readXml(xmlDocument(element('a', { some }, some + nasty)))));
  });
});
