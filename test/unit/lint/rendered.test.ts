import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Wildcard } from '../../../server/document/wildcard';
import { definitionOf } from '../../../server/document/definition';
import { type ParseOptions, parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import { fixAll } from '../../../server/lint/fix';
import { mark, marked } from '../../support/markers';

const wildcard = (pattern: string): Wildcard => {
  const form = Wildcard.parse(pattern);
  assert.ok(!('problem' in form));
  return form;
};

const parse: ParseOptions = {
  path: 'task-definition.json',
  placeholders: [wildcard('^*^')],
  values: new Map<string, string | number | boolean>([
    ['IMAGE', 'nginx'],
    ['CPU', '256'],
    ['MEMORY', 8192],
    ['PORT', 70_000],
    ['ON', true],
    ['{{ .Values.name }}', 'web app'],
    ['account', '12345'],
  ]),
};

/** The text with what a rule says about it. */
function underlined(rule: string, source: string): void {
  const { text, spans } = marked(source);
  const found = lint(parseDocument(text, parse)).filter((finding) => finding.rule === rule);
  assert.equal(
    mark(
      text,
      found.map(({ span }) => span),
    ),
    mark(text, spans),
  );
}

const task = (members: string) =>
  `{"family":"a","containerDefinitions":[{"name":"web","image":"a:1","memory":64${members}}]}`;
const fargate = (sizes: string) =>
  `{"family":"a","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc",${sizes},"containerDefinitions":[{"name":"a","image":"a:1"}]}`;

describe('a template is checked as it will be rendered', () => {
  test('values are judged where their placeholder stands', () => {
    underlined('image-latest-tag', task('').replace('"a:1"', '«"${IMAGE}"»'));
    underlined('image-latest-tag', task('').replace('"a:1"', '"${IMAGE}:${TAG}"'));
    for (const text of ['#{IMAGE}', '#{IMAGE}#', '$(IMAGE)', '__IMAGE__', '~IMAGE~', '@@IMAGE@@', '@IMAGE@']) {
      underlined('image-latest-tag', task('').replace('"a:1"', `«"${text}"»`));
    }
    underlined('image-latest-tag', task('').replace('"a:1"', '«"^IMAGE^"»'));
    underlined('fargate-cpu-memory-combination', fargate('"cpu":"${CPU}","memory":«"{{ MEMORY }}"»'));
    underlined('fargate-cpu-memory-combination', fargate('"cpu":"${CPU}","memory":"{{ OTHER }}"'));
  });

  test('outside of quotes they are what they will be: numbers, truth values', () => {
    underlined('container-port-range', task(',"portMappings":[{"containerPort":«${PORT}»}]'));
    underlined('boolean-expected', task(',"essential":{{ ON }}'));
    underlined('boolean-expected', task(',"essential":«"{{ ON }}"»'));
    underlined('integer-expected', task(',"cpu":^CPU^'));
    for (const memory of ['${MEMORY}', '{{ MEMORY }}', '<MEMORY>'])
      underlined('integer-expected', task('').replace('64', memory));
    underlined('integer-expected', task('').replace('64', '«1e2»'));
  });

  test('a placeholder can be named whole', () => {
    underlined('container-name-invalid', task('').replace('"web"', '«"{{ .Values.name }}"»'));
  });

  test("a project's own form without a value is not known, as any other", () => {
    underlined('image-latest-tag', task('').replace('"a:1"', '"^OTHER^"'));
    const { rules } = { rules: lint(parseDocument(task(',"hostname":"^HOST^"'), parse)).map(({ rule }) => rule) };
    assert.ok(rules.includes('unresolved-placeholder'));
  });

  test('the definition that is run has the values', () => {
    const document = parseDocument(task('').replace('64', '${MEMORY}'), parse);
    assert.equal(definitionOf(document)?.containerDefinitions?.[0]?.memory, 8192);
  });
});

describe('no fix overwrites a placeholder', () => {
  test('neither one by one nor all at once', () => {
    const text = task(',"essential":"${ON}","cpu":"${CPU}","links":null').replace('64', '"64"');
    const findings = lint(parseDocument(text, parse));
    for (const rule of ['boolean-expected', 'integer-expected']) {
      assert.ok(
        findings.some((finding) => finding.rule === rule),
        rule,
      );
    }
    for (const { rule, pointer, fixes } of findings) {
      if (/essential|cpu/.test(pointer)) assert.deepEqual(fixes, [], rule);
    }
    assert.equal(fixAll(text, parse).text, task(',"essential":"${ON}","cpu":"${CPU}"'));
  });
});
