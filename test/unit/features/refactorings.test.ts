import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions';
import { lint } from '../../../server/lint/engine';
import { parseDocument } from '../../../server/document/document';
import type { Source } from '../../../server/features/source';
import { languageId, readSource } from '../../../server/lsp/documents';
import { corpusFolder, readCorpus } from '../../support/corpus';
import { type Opened, apply, open } from '../../support/editor';
import { table } from '../../support/table';

const offered = (opened: Opened, only?: string): CodeAction[] =>
  codeActions(
    opened.source,
    opened.ranges[0] ?? { start: opened.cursor, end: opened.cursor },
    { diagnostics: [], ...(only !== undefined && { only: [only] }) },
    {},
  );

/** The text after the action of that title, asked for at the cursor by its kind. */
function after(kind: string, title: string, before: string): string {
  const opened = open(before);
  const actions = offered(opened, kind);
  const action = actions.find((each) => each.title === title);
  assert.ok(action, `"${title}" is not among: ${actions.map((each) => each.title).join(', ')}`);
  assert.equal(action.kind, kind);
  return apply(opened, action.edit!);
}

const titles = (before: string, only?: string): string[] => offered(open(before), only).map(({ title }) => title);
const task = (members: string) =>
  `{"family":"f","executionRoleArn":"r","containerDefinitions":[{"name":"web",${members}}]}`;

table(
  'Move to secrets',
  (title: string, before: string, expected: string) => {
    assert.equal(after('refactor.extract', title, before), expected);
  },
  [
    [
      'one variable',
      'Move "DB_HOST" to secrets',
      task('"environment":[{"name":"A","value":"1"},{"name":"DB_HOST","value":"x|"}]'),
      task(
        '"environment":[{"name":"A","value":"1"}],"secrets":[{"name":"DB_HOST","valueFrom":"<DB_HOST_SECRET_ARN>"}]',
      ),
    ],
    [
      'all that look like credentials',
      'Move all 2 credentials to secrets',
      task(
        '"environment":[{"name":"API_KEY","value":"a1b2c3d4e5"},{"name":"A","value":"1"},{"name":"DB_PASSWORD","value":"h|unter2!"}]',
      ),
      task(
        '"environment":[{"name":"A","value":"1"}],"secrets":[{"name":"API_KEY","valueFrom":"<API_KEY_SECRET_ARN>"},{"name":"DB_PASSWORD","valueFrom":"<DB_PASSWORD_SECRET_ARN>"}]',
      ),
    ],
    [
      'over several lines, in CRLF, with a comment',
      'Move "B" to secrets',
      '{\r\n  "family": "f",\r\n  "executionRoleArn": "r",\r\n  "containerDefinitions": [\r\n    {\r\n      "name": "web",\r\n      // settings\r\n      "environment": [\r\n        { "name": "A", "value": "1" },\r\n        { "name": "B", "va|lue": "2" }\r\n      ]\r\n    }\r\n  ]\r\n}\r\n',
      '{\r\n  "family": "f",\r\n  "executionRoleArn": "r",\r\n  "containerDefinitions": [\r\n    {\r\n      "name": "web",\r\n      // settings\r\n      "environment": [\r\n        { "name": "A", "value": "1" }\r\n      ],\r\n      "secrets": [\r\n        {\r\n          "name": "B",\r\n          "valueFrom": "<B_SECRET_ARN>"\r\n        }\r\n      ]\r\n    }\r\n  ]\r\n}\r\n',
    ],
  ],
);

test('Move to secrets: not what is a secret already, nor what has no name, nor a single credential as "all"', () => {
  const moves = (before: string, only?: string) => titles(before, only).filter((title) => title.startsWith('Move'));
  const secretAlready = task('"environment":[{"name":"A","value":"|1"}],"secrets":[{"name":"A","valueFrom":"/a"}]');
  assert.deepEqual(moves(secretAlready, 'refactor'), []);
  assert.deepEqual(moves(task('"environment":[{"name":"${A}","value":"|1"}]'), 'refactor'), []);
  const single = task('"environment":[{"name":"DB_PASSWORD","value":"h|unter2!"}]');
  assert.ok(titles(single).includes('Read "DB_PASSWORD" from a secret'));
  assert.deepEqual(moves(single), []);
  assert.deepEqual(moves(single, 'refactor'), ['Move "DB_PASSWORD" to secrets']);
});

table(
  'units',
  (before: string, title: string | undefined, expected?: string) => {
    if (title === undefined) assert.ok(!titles(before).some((each) => each.startsWith('Write as')));
    else assert.equal(after('refactor.rewrite', title, before), expected);
  },
  [
    ['cpu units to vCPU', '{"family":"f","cpu":"10|24"}', 'Write as "1 vCPU"', '{"family":"f","cpu":"1 vCPU"}'],
    ['and back', '{"family":"f","c|pu":".25 vcpu"}', 'Write as "256"', '{"family":"f","cpu":"256"}'],
    ['MiB to GB', '{"family":"f","memory":"512|"}', 'Write as "0.5 GB"', '{"family":"f","memory":"0.5 GB"}'],
    ['and back', '{"family":"f","memory":"2 GB|"}', 'Write as "2048"', '{"family":"f","memory":"2048"}'],
    [
      'inside describe output',
      '{"taskDefinition":{"family":"f","cpu":"10|24"}}',
      'Write as "1 vCPU"',
      '{"taskDefinition":{"family":"f","cpu":"1 vCPU"}}',
    ],
    ['not a container, which takes numbers', task('"cpu":10|24'), undefined],
    ['not what no one could read', '{"family":"f","memory":"100|"}', undefined],
    ['not a placeholder', '{"family":"f","cpu":"${C|PU}"}', undefined],
  ],
);

const check = (words: string) => task(`"healthCheck":{"command":${words}}`);

table(
  'commands',
  (before: string, title: string | undefined, expected?: string) => {
    if (title === undefined) assert.ok(!titles(before).some((each) => each.startsWith('Run it')));
    else assert.equal(after('refactor.rewrite', title, before), expected);
  },
  [
    [
      'a health check to a shell line',
      check('["CMD","curl","-f","http://localhost/?a=1 2|"]'),
      'Run it through a shell',
      check('["CMD-SHELL","curl -f \'http://localhost/?a=1 2\'"]'),
    ],
    [
      'and back, without the ending that changes nothing',
      check('["CMD-SHELL","curl -f \'http://localhost/?a=1 2|\' \\|\\| exit 1"]'),
      'Run it without a shell',
      check('["CMD","curl","-f","http://localhost/?a=1 2"]'),
    ],
    ['not what needs a shell', check('["CMD-SHELL","curl $URL |"]'), undefined],
    ['nor a built-in', check('["CMD-SHELL","exit 0|"]'), undefined],
    [
      'a command to a shell line',
      task('"command":["node","it\'s.js|"]'),
      'Run it through a shell',
      task('"command":["sh","-c","exec node \'it\'\\\\\'\'s.js\'"]'),
    ],
    [
      'and back',
      task('"command":["/bin/sh","-c","exec node a.js|"]'),
      'Run it without a shell',
      task('"command":["node","a.js"]'),
    ],
    ['not behind an entry point', task('"entryPoint":["a"],"command":["b|"]'), undefined],
    ['not what is filled in later', task('"command":["{{ a }}|"]'), undefined],
  ],
);

table(
  'lists of containers',
  (kind: string, title: string, before: string, expected: string) => assert.equal(after(kind, title, before), expected),
  [
    [
      'down to the list',
      'refactor.rewrite',
      'Reduce to the list of containers',
      '{\n  "family": "f",\n  "containerDefinitions|": [\n    {\n      "name": "web" // why\n    }\n  ]\n}\n',
      '[\n  {\n    "name": "web" // why\n  }\n]\n',
    ],
    [
      'up to a definition',
      'refactor.rewrite',
      'Wrap it into a task definition',
      '[|\n  {\n    "name": "web",\n    "image": "i:1"\n  }\n]\n',
      '{\n  "family": "web",\n  "containerDefinitions": [\n    {\n      "name": "web",\n      "image": "i:1",\n      "memory": 512\n    }\n  ]\n}\n',
    ],
  ],
);

describe('sidecars', () => {
  const fargate = `{
  "family": "shop",
  "requiresCompatibilities": ["FARGATE"],
  "networkMode": "awsvpc",
  "cpu": "256",
  "memory": "512",
  "runtimePlatform": { "operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64" },
  "containerDefinitions|": [
    { "name": "web", "image": "nginx:1.27" }
  ]
}
`;
  const errors = (text: string) =>
    lint(parseDocument(text, { path: 'taskdef.json' })).filter(
      ({ severity }) => severity !== 'info' && severity !== 'hint',
    );

  for (const title of ['Add a FireLens log router', 'Add an OpenTelemetry collector', 'Add a CloudWatch agent']) {
    test(`${title}: raises nothing new`, () => {
      const result = after('refactor.rewrite', title, fargate);
      const before = errors(open(fargate).text).map(({ rule }) => rule);
      assert.deepEqual(
        errors(result)
          .map(({ rule }) => rule)
          .filter((rule) => !before.includes(rule)),
        [],
        result,
      );
    });

    test(`${title}: only once`, () => {
      const result = after('refactor.rewrite', title, fargate);
      assert.ok(!titles(result.replace('"containerDefinitions"', '"containerDefinitions|"')).includes(title));
    });
  }

  test('the router takes the logs of those who have no log configuration', () => {
    const before =
      '{"family":"f","memory":"512","taskRoleArn":"t","containerDefinitions|":[{"name":"a"},{"name":"b","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-region":"eu-west-1"}}}]}';
    const result = JSON.parse(after('refactor.rewrite', 'Add a FireLens log router', before)) as {
      containerDefinitions: {
        name: string;
        logConfiguration?: { logDriver: string; options: Record<string, string> };
      }[];
    };
    const [a, b, router] = result.containerDefinitions;
    assert.equal(a?.logConfiguration?.logDriver, 'awsfirelens');
    assert.equal(a.logConfiguration.options.region, 'eu-west-1');
    assert.equal(b?.logConfiguration?.logDriver, 'awslogs');
    assert.deepEqual(router, {
      name: 'log_router',
      image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
      essential: true,
      firelensConfiguration: { type: 'fluentbit' },
      logConfiguration: b.logConfiguration,
    });
  });

  test('not offered inside of a container, but in the menu of refactorings', () => {
    const inside = fargate.replace('|', '').replace('"image"', '"ima|ge"');
    assert.ok(!titles(inside).some((title) => title.startsWith('Add a')));
    assert.equal(titles(inside, 'refactor').filter((title) => title.startsWith('Add a')).length, 3);
  });
});

table(
  'sorting',
  (before: string, expected: string) => {
    assert.equal(after('source.sortMembers.ecs', "Sort members in the console's order", before), expected);
  },
  [
    [
      'on one line, each blank in its place',
      '{"memory": "1","family": "f", "containerDefinitions": [{"image":"i", "x": 1, "name":"a"}]}',
      '{"family": "f","containerDefinitions": [{"name":"a", "image":"i", "x": 1}], "memory": "1"}',
    ],
    [
      'comments go with their member',
      '{ // all\n  // how much\n  "cpu": "256", // a quarter\n  /* its\n     name */\n  "family": "f",\n\n  "containerDefinitions": [] // none\n  // end\n}\n',
      '{ // all\n  /* its\n     name */\n  "family": "f",\n\n  "containerDefinitions": [], // none\n  // how much\n  "cpu": "256" // a quarter\n  // end\n}\n',
    ],
    [
      'what is free stays as it is',
      '{"containerDefinitions":[{"dockerLabels":{"b":"1","a":"2"},"name":"a"}],"family":"f"}',
      '{"family":"f","containerDefinitions":[{"name":"a","dockerLabels":{"b":"1","a":"2"}}]}',
    ],
    [
      'a comment to the end of a line never takes the next member with it',
      '{ "cpu": "1", // c\n "family": "f", "containerDefinitions": [] }',
      '{ "family": "f",\n "containerDefinitions": [], "cpu": "1" // c\n }',
    ],
    [
      'CRLF',
      '{\r\n\t"cpu": "1",\r\n\t"family": "https://x"\r\n}\r\n',
      '{\r\n\t"family": "https://x",\r\n\t"cpu": "1"\r\n}\r\n',
    ],
    [
      'a name that is given twice keeps its order, so that the same one counts',
      '{"cpu":"1","family":"a","family":"b"}',
      '{"family":"a","family":"b","cpu":"1"}',
    ],
    [
      'inside describe output',
      '{"taskDefinition":{"cpu":"1","family":"a"}}',
      '{"taskDefinition":{"family":"a","cpu":"1"}}',
    ],
  ],
);

table('sorting is not offered', (before: string) => assert.deepEqual(titles(before, 'source.sortMembers'), []), [
  ['for what is sorted', '{"family":"f","cpu":"1"}'],
  ['for what is half-typed', '{"cpu":"1","family":"f"'],
  ['for a template', '{"cpu":"1",{% if x %}"family":"f"{% endif %}}'],
]);

table(
  'where brackets do not pair up nothing is offered that moves what stands there',
  (before: string) => {
    for (const kind of ['refactor', 'source.sortMembers']) assert.deepEqual(titles(before, kind), []);
  },
  [
    ['variables', task('"environment":[{"name":"DB_PASSWORD","value":"h|unter2!"}').replace(']}]}', '}]}')],
    ['units', '{"family":"f","cpu":"10|24","containerDefinitions":[{"name":"web"}}'],
    ['a command', task('"command":["sh","-c","a| b"]').replace('}]}', ']}')],
    ['containers', '{"family":"f","cont|ainerDefinitions":[{"name":"web","image":"x"},{"name":"a","image":"x"]}'],
  ],
);

test('what is a mistake by itself can be mended even there', () => {
  assert.deepEqual(titles('{"family":"a|\\pp","containerDefinitions":[{"name":"web"}', 'quickfix'), [
    'Double the backslash',
  ]);
});

test('refactorings are left when checks are turned off', () => {
  const opened = open('{"family":"f","cpu":"10|24"}');
  const range = { start: opened.cursor, end: opened.cursor };
  const actions = codeActions(opened.source, range, { diagnostics: [] }, undefined);
  assert.ok(actions.some(({ title }) => title === 'Write as "1 vCPU"'));
  assert.ok(!actions.some(({ kind }) => kind === 'quickfix' || kind === 'source.fixAll.ecs'));
});

describe('sorting real files', () => {
  const folder = corpusFolder();
  const samples = folder === undefined ? [] : readCorpus(folder).filter((_sample, index) => index % 10 === 0);

  test('changes the order and nothing else, once and for all', { skip: folder === undefined && 'no corpus' }, () => {
    let sorted = 0;
    for (const { text, path } of samples) {
      const opened = open('', { uri: `file:///${path}` });
      const source = readSource(TextDocument.create(opened.source.text.uri, languageId, 1, text));
      const everything = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const sort = (from: Source) =>
        codeActions(from, everything, { diagnostics: [], only: ['source.sortMembers'] }, undefined)[0]?.edit;
      const edit = sort(source);
      if (!edit) continue;
      sorted++;
      const after = TextDocument.applyEdits(source.text, edit.changes![source.text.uri]!);
      assert.deepEqual(jsonOf(after), jsonOf(text), path);
      assert.equal([...after].sort().join(''), [...text].sort().join(''), path);
      const again = readSource(TextDocument.create(source.text.uri, languageId, 2, after));
      assert.equal(sort(again), undefined, path);
    }
    assert.ok(sorted > 3);
  });

  const jsonOf = (text: string): unknown => parseDocument(text).root?.toJson();
});
