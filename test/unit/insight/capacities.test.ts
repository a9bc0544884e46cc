import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { capacityProse, capacityTitle } from '../../../server/features/capacities';
import { codeLenses } from '../../../server/features/codeLens';
import { hover } from '../../../server/features/hover';
import { capacitiesOf } from '../../../server/insight/capacities';
import type { LintOptions } from '../../../server/lint/finding';
import { open } from '../../support/editor';
import { table } from '../../support/table';

const task = (members: string, container = '"memory":64') =>
  `{"family":"a",${members}"containerDefinitions":[{"name":"web","image":"nginx:1.27",${container}}]}`;

/** `EC2 yes` …, with what is in the way behind it: `rule pointer`. */
function answers(text: string, options: LintOptions = {}): string[] {
  const report = capacitiesOf(parseDocument(text, { path: 'taskdef.json' }), options);
  assert.ok(report, 'there is no answer');
  return report.capacities.map(({ type, fits, inTheWay }) =>
    [type, fits, ...inTheWay.map(({ rule, pointer }) => `${rule}@${pointer}`)].join(' '),
  );
}

const fargate = '"networkMode":"awsvpc","cpu":"256","memory":"512",';

table(
  'which capacities a file fits',
  (text: string, expected: readonly string[]) => assert.deepEqual(answers(text), expected),
  [
    [
      'a small EC2 task: what Fargate lacks is said, whatever the file asks for',
      task('"requiresCompatibilities":["EC2"],'),
      [
        'EC2 yes',
        'FARGATE no fargate-cpu-missing@/requiresCompatibilities fargate-memory-missing@/requiresCompatibilities fargate-network-mode@/requiresCompatibilities',
        'EXTERNAL yes',
        'MANAGED_INSTANCES yes',
      ],
    ],
    [
      'without requiresCompatibilities what is missing belongs to the whole file',
      task('"networkMode":"awsvpc",'),
      [
        'EC2 yes',
        'FARGATE no fargate-cpu-missing@ fargate-memory-missing@',
        'EXTERNAL no external-network-mode@/networkMode',
        'MANAGED_INSTANCES yes',
      ],
    ],
    [
      'a Fargate task',
      task(`"requiresCompatibilities":["FARGATE"],${fargate}`),
      ['EC2 yes', 'FARGATE yes', 'EXTERNAL no external-network-mode@/networkMode', 'MANAGED_INSTANCES yes'],
    ],
    [
      'what only some types take',
      task(`${fargate}"ephemeralStorage":{"sizeInGiB":30},`, '"privileged":true'),
      [
        'EC2 no ephemeral-storage-not-fargate@/ephemeralStorage',
        'FARGATE no fargate-privileged@/containerDefinitions/0/privileged',
        'EXTERNAL no external-network-mode@/networkMode ephemeral-storage-not-fargate@/ephemeralStorage',
        'MANAGED_INSTANCES no ephemeral-storage-not-fargate@/ephemeralStorage',
      ],
    ],
    [
      'a value that is filled in later makes the answer unsure, but not what is seen',
      task('"networkMode":"${MODE}","cpu":"256","memory":"512",', '"linuxParameters":{"maxSwap":0}'),
      [
        'EC2 unsure',
        'FARGATE no fargate-swap@/containerDefinitions/0/linuxParameters/maxSwap',
        'EXTERNAL unsure',
        'MANAGED_INSTANCES no managed-instances-unsupported-parameter@/containerDefinitions/0/linuxParameters/maxSwap',
      ],
    ],
    [
      'in another network mode: also what that of Fargate does not take',
      task(
        '"requiresCompatibilities":["EC2"],"cpu":"256","memory":"512",',
        '"memory":64,"links":["db"],"hostname":"web","portMappings":[{"containerPort":80,"hostPort":8080}]},{"name":"db","image":"postgres:16"',
      ),
      [
        'EC2 yes',
        'FARGATE no fargate-network-mode@/requiresCompatibilities links-awsvpc@/containerDefinitions/0/links hostname-awsvpc@/containerDefinitions/0/hostname awsvpc-host-port-mismatch@/containerDefinitions/0/portMappings/0/hostPort',
        'EXTERNAL yes',
        'MANAGED_INSTANCES no managed-instances-unsupported-parameter@/containerDefinitions/0/links managed-instances-unsupported-parameter@/containerDefinitions/0/hostname awsvpc-host-port-mismatch@/containerDefinitions/0/portMappings/0/hostPort',
      ],
    ],
    [
      'free text may be anything',
      task(
        `${fargate}"executionRoleArn":"\${ROLE}",`,
        '"memory":64,"environment":[{"name":"A","value":"${A}"}]',
      ).replace('nginx:1.27', '${IMAGE}'),
      ['EC2 yes', 'FARGATE yes', 'EXTERNAL no external-network-mode@/networkMode', 'MANAGED_INSTANCES yes'],
    ],
    [
      'an unknown image without an execution role is a reason to be unsure',
      task(fargate).replace('nginx:1.27', '${IMAGE}'),
      ['EC2 unsure', 'FARGATE unsure', 'EXTERNAL no external-network-mode@/networkMode', 'MANAGED_INSTANCES unsure'],
    ],
    [
      'describe output, in its wrapper',
      `{"taskDefinition":${task(fargate)}}`,
      [
        'EC2 yes',
        'FARGATE yes',
        'EXTERNAL no external-network-mode@/taskDefinition/networkMode',
        'MANAGED_INSTANCES yes',
      ],
    ],
  ],
);

describe('errors of every type', () => {
  const text = task(fargate, '"memory":"64"');
  test('stand apart', () => {
    assert.deepEqual(answers(text)[0], 'EC2 yes');
    const report = capacitiesOf(parseDocument(text))!;
    assert.deepEqual(
      report.everywhere.map(({ rule }) => rule),
      ['integer-expected'],
    );
  });
});

test('a rule that is off is not in the way; one that only warns still is', () => {
  const text = task(fargate, '"privileged":true');
  const off: LintOptions = { severities: { 'fargate-privileged': 'off' } };
  const warning: LintOptions = { severities: { 'fargate-privileged': 'warning' } };
  assert.equal(answers(text, off)[1], 'FARGATE yes');
  assert.match(answers(text, warning)[1]!, /^FARGATE no fargate-privileged/);
});

test('a bare list of containers has no capacity to judge', () => {
  assert.equal(capacitiesOf(parseDocument('[{"name":"a","image":"b:1"}]')), undefined);
});

describe('in the editor', () => {
  const text = `{\n"family":"a",\n«"require|sCompatibilities"»:["EC2"],"containerDefinitions":[{"name":"a","image":"b:1","memory":64,"privileged":true}]}`;

  test('the lens above requiresCompatibilities', () => {
    const { source, ranges } = open(text);
    const lens = codeLenses(source).find(({ command }) => command?.command === 'taskdef.capacities.show');
    assert.equal(lens?.command?.title, 'Fits EC2, EXTERNAL, MANAGED_INSTANCES; not FARGATE (4)');
    assert.deepEqual(lens.command.arguments, [source.text.uri]);
    assert.deepEqual(lens.range, ranges[0]);
  });

  test('no lens where the file does not say', () => {
    assert.equal(codeLenses(open(task('')).source).length, 1);
  });

  test('the hover lists what is in the way', () => {
    const { source, cursor } = open(text);
    const { contents } = hover(source, cursor)!;
    const shown = (contents as { value: string }).value;
    assert.match(shown, /- `EC2`: yes\n- `FARGATE`: no\n {2}- `\/requiresCompatibilities`: Fargate needs/);
    assert.match(shown, /`\/containerDefinitions\/0\/privileged`: Fargate runs no privileged/);
  });

  test('nothing of the file is active in it', () => {
    const evil = open(
      '{"requ|iresCompatibilities":["EC2"],"networkMode":"[x](command:evil)","containerDefinitions":[]}',
    );
    const { contents } = hover(evil.source, evil.cursor)!;
    assert.doesNotMatch((contents as { value: string }).value, /[^\\]\[x\]\(command/);
  });

  test('other members have no such list', () => {
    const { source } = open(text);
    assert.equal(capacityProse(source, source.document.task!.root!.get('family')!, {}), undefined);
  });

  test('a title when nothing fits', () => {
    const capacities = [{ type: 'EC2', fits: 'no', inTheWay: [] }] as const;
    assert.equal(capacityTitle({ capacities, everywhere: [] }), 'Fits no capacity; not EC2 (0)');
  });

  test('a file that no type takes as it is does not simply fit', () => {
    const wrong = open(task('"requiresCompatibilities":["EC2"],').replace('"memory":', '"cpu":"1","memory":')).source;
    const lens = codeLenses(wrong).find(({ command }) => command?.command === 'taskdef.capacities.show');
    assert.match(lens?.command?.title ?? '', /^Fits EC2.* once 1 error is mended/);
  });
});
