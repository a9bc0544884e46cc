import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { capacitiesOf } from '../../../server/insight/capacities';
import { lint } from '../../../server/lint/engine';
import { fixAll } from '../../../server/lint/fix';
import { runnable } from '../../../server/lint/runnable';
import { mark, marked } from '../../support/markers';
import { table } from '../../support/table';

/** What is underlined while `|` is where somebody types, and by which rules; hints and the like left out. */
function accused(source: string, rules: readonly string[], path = 'task-definition.json'): void {
  const { text, spans } = marked(source);
  const findings = lint(parseDocument(text, { path })).filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    rules,
  );
  assert.equal(
    mark(
      text,
      findings.map(({ span }) => span),
    ),
    mark(text, spans),
  );
}

const syntax = ['json-syntax'];

const containers = `"containerDefinitions": [
    { "name": "web", "image": "nginx:1.27", "memory": 512, "portMappings": [{ "containerPort": 80 }] },
    { "name": "db", "image": "postgres:16", "memory": 512, "command": ["postgres", "-c", "fsync=off"] }
  ]`;

const above = (typed: string): string => `{\n  "family": "shop",\n  ${typed}\n  ${containers}\n}`;
const inDb = (typed: string): string =>
  above('').replace('"image": "postgres:16"', `${typed}\n "image": "postgres:16"`);

table('a member typed above others takes nothing from them', accused, [
  ['its first quote', above('«"|"»'), syntax],
  ['its name', above('«"cp|"»'), syntax],
  ['a name without quotes', above('«cp|»'), syntax],
  ['its colon', above('"cpu"«:»|'), syntax],
  ['half a word for its value', above('"enableFaultInjection": «tr|»'), syntax],
  ['inside of a container', inDb('«"mem|"»'), syntax],
  ['its colon, inside of a container', inDb('"essential"«:» |'), syntax],
  ['behind a member without a comma', above('"cpu": "256"\n  «"mem|"»'), syntax],
]);

const task = (members: string, rest = ''): string => `{"family":"shop","containerDefinitions":[{${members}}]${rest}}`;
const web = '"name":"web","image":"nginx:1.27"';

table('where brackets do not pair up, the first place is told, and nothing else', accused, [
  [
    'an object that is not opened',
    `{"family":"shop","containerDefinitions":["name"«:»"web","image":"nginx"}]}`,
    syntax,
  ],
  ['one that is not closed', `{"family":"shop","containerDefinitions":[{${web} «{»${web}}],"cpu":"1"}`, syntax],
  ['a list that is not opened', task(`${web},"command":"a","b"«]»,"memory":64`), syntax],
  ['one that is not closed', task(`${web},"command":["a","environment"«:»[],"user":"x"`), syntax],
  ['a text with a URL behind it', task(`${web},"user":"app,"«dockerLabels»":{"a":"http://x"}`), syntax],
  ['a text that is not closed', task(`${web},"user":«"app|»\n,"memory":64`), syntax],
]);

table('what is half typed may be what is missing', accused, [
  ['a memory limit', `{"family":"shop","containerDefinitions":[{${web},"mem|"«}»]}`, syntax],
  [
    'the volume, in another item',
    task(`${web},"memory":64,"mountPoints":[{"sourceVolume":"data","containerPath":"/d"}]`, ',"volumes":[{"na|"«}»]'),
    syntax,
  ],
  ['a value in front of a comma', task('"name":|«,»"image":"nginx:1.27"'), syntax],
]);

table('and what is missing elsewhere still is', accused, [
  [
    'a memory limit of another container',
    `{"family":"shop","containerDefinitions":[{"name":«"web"»,"image":"nginx:1.27"},{${web.replace('web', 'db')},"memory":64,"us|"«}»]}`,
    ['container-memory-required', ...syntax],
  ],
]);

table(
  'a comment that turns off what is not said just now',
  (source: string) => accused(source, syntax, 'taskdef.jsonc'),
  [
    [
      'is no mistake',
      `{"family":"shop","containerDefinitions":[\n// taskdef-disable-next-line container-memory-required\n{${web},"mem|"«}»]}`,
    ],
  ],
);

const torn = `{"family":"shop","containerDefinitions":[{${web},"memory":64 {${web}}]}`;

test('a file whose brackets do not pair up is neither mended by guessing, nor run, nor said to fit', () => {
  assert.equal(fixAll(torn, {}).text, torn);
  assert.equal(runnable(parseDocument(torn)).definition, undefined);
  assert.deepEqual(
    capacitiesOf(parseDocument(torn))?.capacities.map(({ fits }) => fits),
    ['unsure', 'unsure', 'unsure', 'unsure'],
  );
});
