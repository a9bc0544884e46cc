import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { hasPlaceholder, isPlaceholderAt } from '../../../server/document/placeholder';
import { maskTemplate } from '../../../server/document/template';
import { lint } from '../../../server/lint/engine';
import { table } from '../../support/table';

/** What is read of a template, and what is said about it. */
function read(text: string, value: unknown, found: readonly string[]): void {
  const document = parseDocument(text, { path: 'task-definition.json' });
  assert.deepEqual(document.root?.toJson(), value);
  const findings = lint(document).filter(({ rule }) =>
    /^json-|^image-invalid|placeholder|expected$|missing$/.test(rule),
  );
  assert.deepEqual([...new Set(findings.map(({ rule }) => rule))], found);
}

const rest =
  '"containerDefinitions":[{"name":"a","image":"b:1","memory":5,"healthCheck":{"command":["CMD","x"]},"logConfiguration":{"logDriver":"json-file"}}]';
const container = {
  name: 'a',
  image: 'b:1',
  memory: 5,
  healthCheck: { command: ['CMD', 'x'] },
  logConfiguration: { logDriver: 'json-file' },
};
const placeholder = ['unresolved-placeholder'];

table('a template is read around its placeholders', read, [
  [
    'where a number should stand',
    `{"family":"a","cpu":{{ cpu }},${rest}}`,
    { family: 'a', cpu: '{{ cpu }}', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'Terraform',
    `{"family":"a","cpu":\${cpu},"volumes":\${jsonencode({ a = 1 })},${rest}}`,
    { family: 'a', cpu: '${cpu}', volumes: '${jsonencode({ a = 1 })}', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'several in one value',
    `{"family":"a","cpu":$A\${B},${rest}}`,
    { family: 'a', cpu: '$A${B}', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'Octopus, Azure DevOps and Ant',
    `{"family":"a","cpu":#{Cpu},"memory":__MEMORY__,"volumes":[$(Volumes.All), ~more~],${rest}}`,
    {
      family: 'a',
      cpu: '#{Cpu}',
      memory: '__MEMORY__',
      volumes: ['$(Volumes.All)', '~more~'],
      containerDefinitions: [container],
    },
    placeholder,
  ],
  [
    'as a name',
    `{"family":"a",{{ name }}:"b",${rest}}`,
    { family: 'a', '{{ name }}': 'b', containerDefinitions: [container] },
    [],
  ],
  [
    'as an item',
    `{"family":"a","volumes":[<VOLUMES>, {"name":"b"}],${rest}}`,
    { family: 'a', volumes: ['<VOLUMES>', { name: 'b' }], containerDefinitions: [container] },
    placeholder,
  ],
  [
    'with quotes inside quotes',
    `{"family":"{{ env "F" }}",${rest}}`,
    { family: '{{ env "F" }}', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'in place of members',
    `{"family":"a",{{ more }},${rest}}`,
    { family: 'a', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'with conditions, said once for the whole file',
    `{{#if x}}{"family":"a",{{else}}{{/if}} "cpu":{{ c }},%{ if y } "memory":"1",%{ endif }${rest}}`,
    { family: 'a', cpu: '{{ c }}', memory: '1', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'with another form of an object, of which the first is read',
    `{"family":"a",${rest.slice(0, -2)},{{if .x}}"cpu":1}{{else}}"cpu":2}{{end}}]}`,
    { family: 'a', containerDefinitions: [{ ...container, cpu: 1 }] },
    placeholder,
  ],
  [
    'with another value, of which the first is read',
    `{"family":"a","cpu":%{ if x }{"a": [1]}%{ else }%{ if y }"2"%{ else }"3"%{ endif }%{ endif },${rest}}`,
    { family: 'a', cpu: { a: [1] }, containerDefinitions: [container] },
    placeholder,
  ],
  [
    'with a choice of three',
    `{"family":"a","cpu":{% if x %}"1"{% elif y %}"2"{% else %}"3"{% endif %},${rest}}`,
    { family: 'a', cpu: '1', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'with both forms of members',
    `{"family":"a",{% if x %}"cpu":"1",{% else %}"memory":"2",{% endif %}${rest}}`,
    { family: 'a', cpu: '1', memory: '2', containerDefinitions: [container] },
    placeholder,
  ],
  [
    'where a command should stand',
    `{"family":"a",${rest.replace('["CMD","x"]', '${jsonencode([for c in x : c])}')}}`,
    {
      family: 'a',
      containerDefinitions: [{ ...container, healthCheck: { command: '${jsonencode([for c in x : c])}' } }],
    },
    placeholder,
  ],
  [
    'of Go as an image, without blanks',
    `{"family":"a",${rest.replace('b:1', '{{.Image}}')}}`,
    { family: 'a', containerDefinitions: [{ ...container, image: '{{.Image}}' }] },
    placeholder,
  ],
  [
    'and real mistakes elsewhere are still told',
    `{"family":"a","cpu":{{ cpu }},"memory":"5",,${rest}}`,
    { family: 'a', cpu: '{{ cpu }}', memory: '5', containerDefinitions: [container] },
    ['unresolved-placeholder', 'json-syntax'],
  ],
]);

describe('masking', () => {
  test('keeps every offset', () => {
    for (const text of ['{"a":${b}}', '[{{x}}, 2]', '{ {{#each}} "a": <B>, {{/each}} }', '{"a":"{{ "b" }}"}', '{{']) {
      assert.equal(maskTemplate(text).text.length, text.length, text);
    }
  });

  test('leaves alone what is no template', () => {
    for (const text of ['{"a":"${b}"}', '{{"a":1}}', '[["a"]]', '{"a":1,}']) {
      assert.deepEqual(maskTemplate(text), { text, values: new Map(), gaps: [] }, text);
    }
  });

  test('a template hides what it may hold: nothing is called missing or repeated', () => {
    const text =
      '{"family":"a","containerDefinitions":[{ {{#if x}} "image":"a:1", {{else}} "image":"b:1", {{/if}} "cpu":1 }]}';
    const rules = lint(parseDocument(text)).map(({ rule }) => rule);
    assert.ok(rules.includes('unresolved-placeholder'));
    for (const rule of ['duplicate-json-key', 'container-name-missing', 'json-syntax']) {
      assert.ok(!rules.includes(rule), rule);
    }
  });
});

table(
  'fields of a format, as Python fills them in, by where they stand',
  (text: string, path: readonly (string | number)[], expected: boolean) =>
    assert.equal(isPlaceholderAt(text, { path }), expected),
  [
    ['a name', '{name}', ['containerDefinitions', 0, 'name'], true],
    ['parts of an image', '{ecr}:{tag}', ['containerDefinitions', 0, 'image'], true],
    ['an account', 'arn:aws:iam::{account_id}:role/app', ['executionRoleArn'], true],
    ['a log group', '/ecs/{app}', ['logConfiguration', 'options', 'awslogs-group'], true],
    ['no name in it', '{}', ['family'], false],
    ['a route', '/users/{id}', ['containerDefinitions', 0, 'environment', 0, 'value'], false],
    ['a shell', 'cp {a,b} {c}', ['containerDefinitions', 0, 'command', 0], false],
    ['a pattern of a log driver', '{level}', ['logConfiguration', 'options', 'LineFormat'], false],
    ['a label', '{host}', ['containerDefinitions', 0, 'dockerLabels', 'url'], false],
  ],
);

table('placeholders', (text: string, expected: boolean) => assert.equal(hasPlaceholder(text), expected), [
  ['shell', '${NAME}', true],
  ['Jinja', 'x-{{ name }}', true],
  ['CodeDeploy', '<IMAGE1_NAME>', true],
  ['a Region in an address', '1.dkr.ecr.<region>.amazonaws.com', true],
  ['markup', '<b>bold</b>', false],
  ['a log tag of Docker', '{{.Name}}', false],
  ['a price', '5$', false],
  ['plain', 'nginx:1.27', false],
]);
