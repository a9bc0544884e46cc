import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import type { LintOptions } from '../../../server/lint/finding';
import { fixAll } from '../../../server/lint/fix';

const path = 'task-definition.jsonc';
const on = { 'image-latest-tag': 'warning', 'readonly-root-filesystem': 'warning' } as const;

/** Rules that speak, with the line they speak on, counted from 1. */
function spoken(text: string, options: LintOptions = { severities: on }, name = path): string[] {
  return lint(parseDocument(text, { path: name }), options)
    .filter(({ rule }) => Object.keys(on).includes(rule) || /^suppression|^json-syntax|^privileged/.test(rule))
    .map(({ rule, span }) => `${text.slice(0, span.offset).split(/\r\n|\r|\n/).length} ${rule}`);
}

const definition = (comment: string, behind = ''): string => `{
  "family": "app",
  "containerDefinitions": [
    {
      "name": "web", "memory": 512, "readonlyRootFilesystem": true,
      ${comment}
      "image": "nginx" ${behind}
    }
  ]
}`;

describe('a comment turns rules off', () => {
  test('on the next line', () => {
    assert.deepEqual(spoken(definition('')), ['7 image-latest-tag']);
    assert.deepEqual(spoken(definition('// taskdef-disable-next-line image-latest-tag -- newest is wanted')), []);
    assert.deepEqual(spoken(definition('/* taskdef-disable-next-line image-latest-tag */')), []);
  });

  test('on its own line', () => {
    assert.deepEqual(spoken(definition('', '// taskdef-disable-line image-latest-tag')), []);
  });

  test('several at once, with or without commas', () => {
    assert.deepEqual(spoken(definition('// taskdef-disable-next-line image-latest-tag, privileged')), [
      '6 suppression-unused',
    ]);
    assert.deepEqual(spoken(definition('// taskdef-disable-next-line privileged image-latest-tag')), [
      '6 suppression-unused',
    ]);
  });

  test('past blank lines and other comments, whatever ends a line', () => {
    const text = definition('// taskdef-disable-next-line image-latest-tag\n\n      // because\n      /* of that */');
    for (const ending of ['\n', '\r\n', '\r']) assert.deepEqual(spoken(text.replaceAll('\n', ending)), [], ending);
  });

  test('not in a text, and not in another word', () => {
    const label = '"dockerLabels": { "a": "// taskdef-disable-line image-latest-tag" }, "image": "nginx",';
    assert.deepEqual(spoken(definition(label).replace('"image": "nginx" \n', '"links": []\n')), ['6 image-latest-tag']);
    assert.deepEqual(spoken(definition('// taskdef-disable-next-lines image-latest-tag')), ['7 image-latest-tag']);
  });

  test('and is itself judged: unknown rules, none at all, nothing to turn off', () => {
    assert.deepEqual(spoken(definition('// taskdef-disable-next-line image-lates-tag')), [
      '6 suppression-unknown-rule',
      '7 image-latest-tag',
    ]);
    assert.deepEqual(spoken(definition('// taskdef-disable-next-line -- all')), [
      '6 suppression-unknown-rule',
      '7 image-latest-tag',
    ]);
    assert.deepEqual(spoken(definition('', '// taskdef-disable-line privileged')), [
      '7 image-latest-tag',
      '7 suppression-unused',
    ]);
  });

  test('a rule that is off anyway is no reason to remove the comment', () => {
    const text = definition('// taskdef-disable-next-line image-latest-tag');
    assert.deepEqual(spoken(text, { severities: { 'image-latest-tag': 'off' } }), []);
  });

  test('in strict JSON it is a mistake like any comment, and turns nothing off', () => {
    const text = definition('// taskdef-disable-next-line image-latest-tag');
    assert.deepEqual(spoken(text, undefined, 'task-definition.json'), ['6 json-syntax', '7 image-latest-tag']);
  });

  test('what is said once for all containers goes on to the next of them', () => {
    const container = (name: string, comment = '') =>
      `    ${comment}\n    { "name": "${name}", "image": "a:1", "memory": 64 }`;
    const all = (...containers: string[]) =>
      `{\n  "family": "a",\n  "containerDefinitions": [\n${containers.join(',\n')}\n  ]\n}`;
    const off = '// taskdef-disable-next-line readonly-root-filesystem';
    assert.deepEqual(spoken(all(container('a'), container('b'))), ['5 readonly-root-filesystem']);
    assert.deepEqual(spoken(all(container('a', off), container('b'))), ['7 readonly-root-filesystem']);
    assert.deepEqual(spoken(all(container('a', off), container('b', off))), []);
    const [finding] = lint(parseDocument(all(container('a'), container('b', off), container('c')), { path })).filter(
      ({ rule }) => rule === 'readonly-root-filesystem',
    );
    assert.equal(finding?.related.length, 1);
    assert.doesNotMatch(finding.fixes.map(({ title }) => title).join(), /all/);
  });

  test('fixing everything leaves alone what is turned off, and takes away what turns off nothing', () => {
    const text = definition('"privileged": false, // taskdef-disable-line redundant-default, user-root');
    const options = { severities: { 'redundant-default': 'hint', 'suppression-unused': 'warning' } } as const;
    assert.equal(fixAll(text, { path }, options).text, text.replace(', user-root', ''));
  });
});
