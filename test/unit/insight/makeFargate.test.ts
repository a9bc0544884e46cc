import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { makingFargate, makeFargateTitle } from '../../../server/features/actions/makeFargate';
import { codeActions } from '../../../server/features/codeActions';
import { capacitiesOf } from '../../../server/insight/capacities';
import { makeFargate, mechanical } from '../../../server/insight/makeFargate';
import { findRule } from '../../../server/rules/index';
import { corpusFolder, readCorpus } from '../../support/corpus';
import { apply, open } from '../../support/editor';
import { table } from '../../support/table';

const path = 'task-definition.json';
const made = (text: string) => makeFargate(parseDocument(text, { path }), { path });

const ec2 = (members: string, container: string) =>
  `{"family":"a",${members}"containerDefinitions":[{"name":"web","image":"nginx:1.27"${container}}]}`;
const fargate = (cpu: string, memory: string, container: string, types = '["FARGATE"]') =>
  ec2('', container).replace(
    /\}$/,
    `,"requiresCompatibilities":${types},"networkMode":"awsvpc","cpu":"${cpu}","memory":"${memory}"}`,
  );

table(
  'Make Fargate-compatible',
  (before: string, after: string, title: string) => {
    const version = made(before);
    assert.equal(version?.text, after);
    assert.equal(makeFargateTitle(version), title);
  },
  [
    [
      'type, network mode and the smallest size',
      ec2('', ',"memory":64'),
      fargate('256', '512', ',"memory":64'),
      'Make Fargate-compatible',
    ],
    [
      'the size holds the sums of the containers, rounded up',
      ec2('', ',"memory":3000,"cpu":600'),
      fargate('1024', '3072', ',"memory":3000,"cpu":600'),
      'Make Fargate-compatible',
    ],
    [
      'EC2 stays; EXTERNAL, which has no awsvpc mode, does not',
      '{"family":"a","requiresCompatibilities":["EC2","EXTERNAL"],"networkMode":"awsvpc","cpu":"256","memory":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27"}]}',
      '{"family":"a","requiresCompatibilities":["EC2","FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27"}]}',
      'Make Fargate-compatible',
    ],
    [
      'links and host ports go, and the title says what that means',
      ec2('', ',"memory":64,"links":["web"],"portMappings":[{"containerPort":80,"hostPort":8080}]'),
      fargate('256', '512', ',"memory":64,"portMappings":[{"containerPort":80}]'),
      'Make Fargate-compatible, without links (containers meet at localhost), hostPort (the task answers at its containerPort)',
    ],
    [
      'what Linux settings Fargate does not take; an object that is left empty goes too',
      ec2('', ',"memory":64,"privileged":true,"linuxParameters":{"devices":[{"hostPath":"/dev/fuse"}]}'),
      fargate('256', '512', ',"memory":64'),
      'Make Fargate-compatible, without privileged, linuxParameters',
    ],
    [
      'a local log goes to CloudWatch where the Region is known; the role is for a person to choose',
      ec2(
        '"taskRoleArn":"arn:aws:iam::210987654321:role/app",',
        ',"memory":64,"logConfiguration":{"logDriver":"json-file"}},{"name":"b","image":"b:1","memory":64,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/b","awslogs-region":"eu-west-1","awslogs-stream-prefix":"b"}}',
      ),
      fargate(
        '256',
        '512',
        ',"memory":64,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/a","awslogs-region":"eu-west-1","awslogs-stream-prefix":"ecs"}}},{"name":"b","image":"b:1","memory":64,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/b","awslogs-region":"eu-west-1","awslogs-stream-prefix":"b"}}',
      ).replace('"family":"a",', '"family":"a","taskRoleArn":"arn:aws:iam::210987654321:role/app",'),
      'Make Fargate-compatible; 1 error left',
    ],
    [
      'a log driver stays where the Region is not known',
      ec2('', ',"memory":64,"logConfiguration":{"logDriver":"json-file"}'),
      fargate('256', '512', ',"memory":64,"logConfiguration":{"logDriver":"json-file"}'),
      'Make Fargate-compatible; 1 error left',
    ],
    [
      'sizes that are filled in later stay',
      ec2('"cpu":"${CPU}","memory":"${MEMORY}",', ''),
      '{"family":"a","cpu":"${CPU}","memory":"${MEMORY}","containerDefinitions":[{"name":"web","image":"nginx:1.27"}],"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc"}',
      'Make Fargate-compatible',
    ],
  ],
);

describe('the lightbulb', () => {
  const text =
    '{"requiresCom|patibilities":["EC2"],"family":"a","containerDefinitions":[{"name":"w","image":"i:1","memory":64}]}';
  const offered = (marked: string, triggerKind: 1 | 2) => {
    const opened = open(marked);
    const at = { start: opened.cursor, end: opened.cursor };
    const actions = codeActions(opened.source, at, { diagnostics: [], triggerKind, only: ['refactor'] }, undefined);
    return { opened, action: actions.find(({ title }) => title.startsWith('Make Fargate-compatible')) };
  };

  test('offers it as one edit', () => {
    const { opened, action } = offered(text, 2);
    assert.equal(action?.kind, makingFargate.kind);
    assert.match(apply(opened, action.edit!), /"networkMode":"awsvpc"/);
  });

  test('offers nothing for what fits Fargate already', () => {
    const fits = fargate('256', '512', '').replace('{"family"', '{|"family"');
    assert.equal(offered(fits, 1).action, undefined);
  });
});

test('what the mechanical rules are called', () => {
  for (const id of mechanical) assert.ok(findRule(id), id);
});

test('a file that cannot be read is not rewritten', () => {
  assert.equal(made('{"family":"a","containerDefinitions":[{"name":}]}'), undefined);
});

const folder = corpusFolder();
if (!folder) console.log('makeFargate: no corpus here, so nothing was tried on it');
else {
  test('every file of the corpus: reads, has no error that Fargate would not give it anyway, nothing mechanical left', () => {
    let tried = 0;
    for (const sample of readCorpus(folder)) {
      const parse = { path: sample.path };
      const document = parseDocument(sample.text, parse);
      const version = makeFargate(document, parse);
      if (!version) continue;
      tried++;
      const { capacities, everywhere } = capacitiesOf(document)!;
      const before = [...everywhere, ...capacities.find(({ type }) => type === 'FARGATE')!.inTheWay];
      const after = parseDocument(version.text, parse);
      const rulesBefore = new Set(before.map(({ rule }) => rule));
      assert.deepEqual(after.problems, [], sample.file);
      assert.ok(version.left.length <= before.length, `${sample.file} has more errors`);
      for (const { rule } of version.left) {
        assert.ok(rulesBefore.has(rule), `${sample.file}: ${rule} is new`);
        assert.ok(!mechanical.has(rule), `${sample.file}: ${rule} is left`);
      }
      const again = makeFargate(after, parse);
      assert.equal(again?.text ?? version.text, version.text, `${sample.file} changes again`);
    }
    assert.ok(tried > 50);
  });
}
