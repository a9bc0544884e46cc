import assert from 'node:assert/strict';
import { type TestContext, describe, test } from 'node:test';
import { askForPort } from '../../../client/cli/run/askForPort';
import { askOnce } from '../../../client/cli/run/makePlan';
import { RunnerError } from '../../../client/runner/errors';
import type { FakeRunner } from './fakeRunner';
import { FakeTerminal, folderWith, taskdef } from './support';
import { start, twoContainers } from './startedRun';

describe('what a task asks of the machine', () => {
  const demand = (text: string) => ({ kind: 'mounts' as const, pointer: '', text });

  test('is agreed to by a person, once for each thing', async () => {
    const asked: string[] = [];
    const agree = askOnce(async (question) => (asked.push(question), 'y'));
    assert.ok(await agree([demand('web gets /etc')]));
    assert.ok(await agree([demand('web gets /etc')]));
    assert.ok(await agree([demand('web gets /etc'), demand('web gets /var')]));
    assert.equal(asked.length, 2);
    assert.match(asked[1]!, /\n- web gets \/var\nRun it all the same\? \[y\/N\] $/);
  });

  for (const answer of ['', 'n', 'what'])
    test(`is refused with "${answer}"`, async () => {
      assert.equal(await askOnce(async () => answer)([demand('web gets /etc')]), false);
    });
});

describe('taskdef run does not begin', () => {
  const refused = async (t: TestContext, args: readonly string[], prepare?: (runner: FakeRunner) => void) => {
    const { runner, ended } = start(t, args, prepare);
    const { status, err } = await ended;
    assert.ok(!runner.asked.includes('run'));
    return { status, err };
  };

  test('with a container that the file does not have', async (t) => {
    const { status, err } = await refused(t, ['--image', 'wbe=x']);
    assert.deepEqual(
      [status, err],
      [2, 'taskdef: --image names the container "wbe", which the file does not have.\nDid you mean web?\n'],
    );
  });

  test('when it asks for more than was agreed to', async (t) => {
    const text = 'container web gets every privilege of this machine';
    const { status, err } = await refused(t, [], (runner) => {
      runner.planned = { demands: [{ kind: 'privileged', pointer: '/containerDefinitions/0/privileged', text }] };
    });
    assert.equal(status, 1);
    assert.match(err, /container web gets every privilege of this machine\nIf you trust .* add: --allow privileged\n$/);
  });

  test('when it cannot run here', async (t) => {
    const { status, err } = await refused(t, [], (runner) => {
      runner.planned = {
        refusals: [{ code: 'w', pointer: '/a', text: 'Windows only.', next: 'Use a Windows engine.' }],
      };
    });
    assert.deepEqual(
      [status, err],
      [1, 'taskdef: this task cannot run here:\n- Windows only. (/a)\n  Use a Windows engine.\n'],
    );
  });

  test('without an engine', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': twoContainers }));
    const error = new RunnerError('no-engine', 'No Docker engine answers.', 'Start Docker.');
    const { status, err } = await taskdef(['run', 'task-definition.json'], terminal, () => Promise.reject(error));
    assert.deepEqual([status, err], [1, 'taskdef: No Docker engine answers.\nStart Docker.\n']);
  });

  test('when there is no such file, or no task definition in it', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'a.json': '{"a":1}' }));
    assert.match((await taskdef(['run', 'gone.json'], terminal)).err, /^taskdef: gone\.json: there is no such file/);
    assert.equal((await taskdef(['run', 'gone.json'], terminal)).status, 2);
    assert.match((await taskdef(['run', 'a.json'], terminal)).err, /a\.json is not a task definition/);
  });
});

describe('a taken port', () => {
  const wish = {
    container: 'web',
    containerPort: 80,
    protocol: 'tcp',
    hostIps: ['127.0.0.1'],
    hostPort: 80,
    pointer: '',
  } as const;

  for (const [answer, port] of [
    ['', 8080],
    ['y', 8080],
    ['YES ', 8080],
    ['n', undefined],
    ['what', undefined],
  ] as const) {
    test(`answered with "${answer}"`, async () => {
      const asked: string[] = [];
      const ask = async (question: string) => (asked.push(question), answer);
      assert.equal(await askForPort(ask, new AbortController().signal)(wish, 'task shop', 8080), port);
      assert.deepEqual(asked, ['Port 80 for web is taken by task shop. Publish it on 8080 instead? [Y/n] ']);
    });
  }

  test('is not replaced where there is no answer, as after Ctrl-C', async () => {
    const ask = () => Promise.reject(new Error('there was no answer.'));
    assert.equal(await askForPort(ask, new AbortController().signal)(wish, undefined, 8080), undefined);
  });
});
