import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { FakeRunner, snapshot } from './fakeRunner';
import { FakeTerminal, folderWith, taskdef } from './support';
import { start, twoContainers } from './startedRun';

describe('taskdef run takes overrides from a file', () => {
  for (const [name, why] of [
    ['gone.json', 'there is no such file or folder.'],
    ['.', 'this is a folder, not a file.'],
  ] as const)
    test(`which can be read, unlike ${name}`, async (t) => {
      const { runner, terminal, ended } = start(t, ['--local', name]);
      const { status, err } = await ended;
      const at = path.join(terminal.cwd, name);
      assert.equal(err, `taskdef: --local ${at}: ${why}\nCorrect its path, or run without it.\n`);
      assert.equal(status, 2);
      assert.deepEqual(runner.asked, []);
    });

  const cases = [
    { args: [], local: undefined, says: 'the one beside the definition, when there is one' },
    { args: ['--local', 'mine.json'], local: 'mine.json', says: 'another one' },
    { args: ['--no-local'], local: false, says: 'none' },
  ];
  for (const { args, local, says } of cases)
    test(says, async (t) => {
      const { runner, terminal, ended, began } = start(t, args, undefined, { 'mine.json': '{}' });
      await began;
      runner.stopped();
      await ended;
      const expected = typeof local === 'string' ? path.join(terminal.cwd, local) : local;
      assert.equal(runner.options.local, expected);
    });
});

test('taskdef run says what the project has the definition for where it does not say so', async (t) => {
  const project = { '.taskdefrc.json': '{ "launchType": "EXTERNAL" }' };
  const { runner, ended, began } = start(t, [], undefined, project);
  await began;
  runner.stopped();
  await ended;
  assert.equal(runner.options.launchType, 'EXTERNAL');
});

test('taskdef run says how the project has set the rules', async (t) => {
  const rules = { '.taskdefrc.json': '{ "rules": { "fargate-privileged": "off" } }' };
  const { runner, ended, began } = start(t, ['--launch-type', 'FARGATE'], undefined, rules);
  await began;
  runner.stopped();
  await ended;
  assert.equal(runner.options.severities?.['fargate-privileged'], 'off');
});

describe('taskdef run of a template', () => {
  const template = twoContainers.replace('nginx:1.27', '${IMAGE}');
  const files = { 'task-definition.json': template, '.taskdefrc.json': '{ "values": { "IMAGE": "web:1" } }' };

  /** The image that container `web` was planned with. */
  const imageOf = async (terminal: FakeTerminal, ...args: string[]) => {
    const runner = new FakeRunner();
    let image: string | undefined;
    runner.begun = () => runner.stopped(snapshot({ lastStatus: 'STOPPED' }));
    const plan = runner.plan.bind(runner);
    runner.plan = async (definition, options) => {
      image = definition.containerDefinitions?.[0]?.image;
      return plan(definition, options);
    };
    const { err } = await taskdef(['run', ...args], terminal, async () => runner);
    return image ?? err;
  };

  test('has the values of its configuration', async (t) => {
    const terminal = () => new FakeTerminal(folderWith(t, files));
    assert.equal(await imageOf(terminal(), 'task-definition.json'), 'web:1');
    assert.equal(await imageOf(terminal(), 'task-definition.json', '--no-config'), '${IMAGE}');
    assert.match(await imageOf(terminal(), 'task-definition.json', '--config', 'gone.json'), /there is no such file/);
  });

  test('comes through standard input when it is rendered by another program', async (t) => {
    const folder = folderWith(t, {});
    assert.equal(await imageOf(new FakeTerminal(folder, twoContainers), '-'), 'nginx:1.27');
    const watching = await imageOf(new FakeTerminal(folder, twoContainers), '-', '--watch');
    assert.equal(watching, 'taskdef: standard input cannot be watched.\nName a file, or leave out --watch.\n');
  });
});

describe('what taskdef run passes on', () => {
  test('overrides, agreements and the folder of the checkout', async (t) => {
    const args =
      '--image web=a/b:1 --image sidecar=c --env web.A=1 --env web.B.C=x=y --allow host,mounts --allow privileged';
    const { runner, terminal, ended, began } = start(t, args.split(' '));
    await began;
    runner.stopped();
    await ended;
    const { images, environment, allow, portConflict, file, workspace } = runner.options;
    assert.deepEqual({ ...images }, { web: 'a/b:1', sidecar: 'c' });
    assert.deepEqual(environment, { web: { A: '1', 'B.C': 'x=y' } });
    assert.deepEqual(allow, ['host', 'mounts', 'privileged']);
    assert.equal(portConflict, 'fail');
    assert.equal(file, path.join(terminal.cwd, 'task-definition.json'));
    assert.equal(workspace, terminal.cwd);
  });
});
