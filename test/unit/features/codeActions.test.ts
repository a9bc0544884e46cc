import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CodeAction, CodeActionContext } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions';
import { diagnostics } from '../../../server/features/diagnostics';
import type { LintOptions } from '../../../server/lint/finding';
import { type Opened, apply, open } from '../../support/editor';
import { table } from '../../support/table';

/** Asks at `«…»`, or at the cursor. */
function offered(opened: Opened, context: Partial<CodeActionContext> = {}, options: LintOptions = {}): CodeAction[] {
  const range = opened.ranges[0] ?? { start: opened.cursor, end: opened.cursor };
  return codeActions(opened.source, range, { diagnostics: [], ...context }, options);
}

function actionCalled(opened: Opened, title: string, context: Partial<CodeActionContext> = {}): CodeAction {
  const actions = offered(opened, context);
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `"${title}" is not among ${actions.map((each) => each.title).join(', ')}`);
  return action;
}

const container = (members: string) =>
  `{"family":"a","containerDefinitions":[{"name":"web","image":"nginx:1.27",${members}}]}`;

describe('quick fixes', () => {
  test('put right what the cursor stands on', () => {
    const opened = open(container('"memory":"51|2","cpu":"9"'));
    const action = actionCalled(opened, 'Change to 512');
    assert.equal(action.kind, 'quickfix');
    assert.equal(action.isPreferred, true);
    assert.equal(apply(opened, action.edit!), container('"memory":512,"cpu":"9"'));
  });

  test('leave alone what it does not stand on', () => {
    const titles = offered(open(container('"memory":"51|2","cpu":"9"'))).map(({ title }) => title);
    assert.ok(!titles.includes('Change to 9'));
  });

  test('belong to the diagnostics the editor shows', () => {
    const opened = open(container('"memory":"51|2"'));
    const shown = diagnostics(opened.source, {});
    const action = actionCalled(opened, 'Change to 512', { diagnostics: shown });
    assert.deepEqual(
      action.diagnostics?.map(({ code }) => code),
      ['integer-expected'],
    );
    assert.ok(action.diagnostics?.every((diagnostic) => shown.includes(diagnostic)));
  });

  test('only the first of a finding is preferred', () => {
    const opened = open(
      '{"family":"a","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"1024","memory":"10|24","containerDefinitions":[{"name":"a","image":"b:1"}]}',
    );
    const fixes = offered(opened).filter(
      ({ diagnostics: [own] = [] }) => own?.code === 'fargate-cpu-memory-combination',
    );
    assert.ok(fixes.length > 1);
    assert.deepEqual(
      fixes.map(({ isPreferred }) => isPreferred === true),
      fixes.map((_fix, index) => index === 0),
    );
  });

  test('of one kind come together where there are several', () => {
    const opened = open(container('"memory":"51|2","cpu":"9"'));
    const action = actionCalled(opened, 'Fix all: integer-expected');
    assert.equal(apply(opened, action.edit!), container('"memory":512,"cpu":9'));
  });

  test('of a rule that is off are not offered', () => {
    const opened = open(container('"memory":"51|2"'));
    const actions = offered(opened, {}, { severities: { 'integer-expected': 'off' } });
    assert.ok(!actions.some(({ title }) => title === 'Change to 512'));
  });
});

describe('the whole file', () => {
  const broken = container('"memory":"512","cpu":"9"');
  const mended = container('"memory":512,"cpu":9');

  for (const only of ['source.fixAll.ecs', 'source.fixAll', 'source']) {
    test(`all safe fixes, when asked for ${only}`, () => {
      const opened = open(broken);
      const actions = offered(opened, { only: [only] });
      assert.ok(actions.every(({ kind }) => kind?.startsWith('source.')));
      const fixes = actions.filter(({ kind }) => kind === 'source.fixAll.ecs');
      assert.equal(fixes.length, 1);
      assert.equal(apply(opened, fixes[0]!.edit!), mended);
    });
  }

  test('nothing to fix, nothing offered', () => {
    assert.deepEqual(offered(open(mended), { only: ['source.fixAll'] }), []);
  });

  test('not while the cursor only moves', () => {
    const kinds = (triggerKind: 1 | 2) => offered(open(broken), { triggerKind }).map(({ kind }) => kind);
    assert.ok(!kinds(2).includes('source.fixAll.ecs'));
    assert.ok(kinds(1).includes('source.fixAll.ecs'));
  });

  test('another kind of action is not ours', () => {
    assert.deepEqual(offered(open(broken), { only: ['source.organizeImports'] }), []);
  });
});

table(
  'Clean describe output',
  (before: string, after: unknown) => {
    const opened = open(before);
    const action = actionCalled(opened, 'Clean describe output');
    assert.equal(action.kind, 'refactor.rewrite');
    assert.deepEqual(JSON.parse(apply(opened, action.edit!)), after);
  },
  [
    [
      'unwraps, drops what ECS added and what is null',
      '{"taskDefinition":{"family":"a","revision":3,"status":"ACTIVE","taskRoleArn":null,"containerDefinitions":[{"name":"w","image":"i:1","memory":64}]},"tags":[]}',
      { family: 'a', containerDefinitions: [{ name: 'w', image: 'i:1', memory: 64 }] },
    ],
    [
      'works without the wrapper',
      '{"family":"a","registeredAt":1,"compatibilities":["EC2"],"containerDefinitions":[{"name":"w","image":"i:1","memory":"64"}]}',
      { family: 'a', containerDefinitions: [{ name: 'w', image: 'i:1', memory: '64' }] },
    ],
  ],
);

test('Clean describe output is offered for nothing else', () => {
  assert.ok(!offered(open(container('"memory":"512"'))).some(({ title }) => title === 'Clean describe output'));
});
