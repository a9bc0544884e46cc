import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { FakeTerminal, folderWith, taskdef } from './support';

const latest = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a:latest", "memory": 64 }] }\n';
const wrong = latest.replace('64', '"64"');
const latestTag = 'info image-latest-tag';
const off = JSON.stringify({ rules: { 'image-latest-tag': 'off' } });

/** The findings with a rule, as `severity rule`. */
async function found(terminal: FakeTerminal, ...args: string[]) {
  const { status, out, err } = await taskdef(['check', '--format', 'json', ...args], terminal);
  const { files } = JSON.parse(out) as { files: { findings: { rule: string; severity: string }[] }[] };
  return { status, err, rules: files.flatMap(({ findings }) => findings.map((one) => `${one.severity} ${one.rule}`)) };
}

describe('taskdef check --max-warnings', () => {
  test('lets as many pass, and no more', async () => {
    assert.equal((await taskdef(['check', '-', '--max-warnings', '1'], new FakeTerminal('/', latest))).status, 0);
    const { status, err } = await taskdef(['check', '-', '--max-warnings', '0'], new FakeTerminal('/', latest));
    assert.equal(status, 1);
    assert.equal(err, 'taskdef: 1 warning, and --max-warnings allows 0.\n');
  });

  test('counts warnings that --quiet does not show', async () => {
    const terminal = new FakeTerminal('/', latest);
    const { status, out } = await taskdef(['check', '-', '--quiet', '--max-warnings', '0'], terminal);
    assert.deepEqual([status, out], [1, '']);
  });
});

describe('taskdef check --rule', () => {
  test('changes rules and groups; a rule wins over its group', async () => {
    const flags = ['--rule', 'image-latest-tag=error', '--rule', 'hygiene=off', '--rule', 'json=info'];
    const { status, rules } = await found(new FakeTerminal('/', wrong), '-', ...flags);
    assert.equal(status, 1);
    assert.deepEqual(rules, ['error image-latest-tag', 'info integer-expected']);
  });

  test('wins over the configuration', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { '.taskdefrc.json': off, 'task-def.json': latest }));
    assert.ok(!(await found(terminal)).rules.includes(latestTag));
    const again = new FakeTerminal(terminal.cwd);
    assert.ok((await found(again, '--rule', 'image-latest-tag=on')).rules.includes(latestTag));
  });
});

describe('taskdef check --config', () => {
  const files = { 'ci.json': off, 'a/task-def.json': latest, 'a/.taskdefrc.json': '{"rules": {"typo": "off"}}' };

  test('takes this configuration for all files, and only this', async (t) => {
    const { rules } = await found(new FakeTerminal(folderWith(t, files)), 'a', '--config', 'ci.json');
    assert.ok(!rules.some((rule) => /latest|config-/.test(rule)), rules.join());
  });

  for (const command of [
    ['check', 'a'],
    ['compat', 'a/task-def.json'],
  ] as const)
    test(`reads it once, and so can ${command[0]} that of a pipe`, async (t) => {
      const terminal = new FakeTerminal(folderWith(t, files));
      const read = t.mock.method(promises, 'readFile');
      await taskdef([...command, '--config', 'ci.json'], terminal);
      const given = path.join(terminal.cwd, 'ci.json');
      assert.equal(read.mock.calls.filter(({ arguments: [file] }) => file === given).length, 1);
    });

  test('--no-config takes none', async (t) => {
    const { rules } = await found(new FakeTerminal(folderWith(t, files)), 'a', '--no-config');
    assert.ok(rules.includes(latestTag));
    assert.ok(!rules.some((rule) => rule.includes('config-')));
  });

  for (const [config, why] of [
    ['gone.json', 'there is no such file or folder.'],
    ['.', 'this is a folder, not a file.'],
  ] as const)
    test(`that cannot be read, such as ${config}, is misuse`, async (t) => {
      const terminal = new FakeTerminal(folderWith(t, files));
      const { status, err } = await taskdef(['check', '--config', config], terminal);
      assert.equal(status, 2);
      assert.equal(err, `taskdef: --config ${config}: ${why}\nName a configuration, or add: --no-config\n`);
    });
});

describe('taskdef check --launch-type', () => {
  const fargate = latest.replace(
    '"containerDefinitions"',
    '"requiresCompatibilities": ["FARGATE"], "containerDefinitions"',
  );

  test('checks as though the file required this type, whatever it says', async () => {
    const of = async (text: string, ...flags: string[]) =>
      (await found(new FakeTerminal('/', text), '-', ...flags)).status;
    assert.deepEqual([await of(latest), await of(fargate)], [0, 1]);
    assert.deepEqual([await of(latest, '--launch-type', 'FARGATE'), await of(fargate, '--launch-type', 'EC2')], [1, 0]);
  });

  test('fixes stay within what the file says', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-def.json': wrong }));
    await taskdef(['check', '--fix', '--launch-type', 'EXTERNAL'], terminal);
    assert.equal(readFileSync(path.join(terminal.cwd, 'task-def.json'), 'utf8'), latest);
  });
});

describe('taskdef check --list-files', () => {
  test('prints what would be checked', async (t) => {
    const files = { 'a/task-def.json': wrong, 'b-taskdef.json': latest, 'notes.json': '{}', '.taskdefignore': 'b-*' };
    const { status, out } = await taskdef(['check', '--list-files'], new FakeTerminal(folderWith(t, files)));
    assert.deepEqual([status, out], [0, 'a/task-def.json\n']);
  });
});

describe('taskdef check of what a .taskdefignore names', () => {
  test('says that it was left alone', async (t) => {
    const files = { '.taskdefignore': 'a.json', 'a.json': wrong };
    const terminal = new FakeTerminal(folderWith(t, files));
    const { status, out, err } = await taskdef(['check', 'a.json'], terminal);
    assert.deepEqual([status, out], [0, '']);
    assert.equal(err, 'taskdef: a.json: left alone, as .taskdefignore says. To check it, add: --no-ignore\n');
    assert.equal((await taskdef(['check', 'a.json', '--no-ignore'], new FakeTerminal(terminal.cwd))).status, 1);
  });
});

describe('where reports say a file is', () => {
  test('from the root of the checkout, wherever the check was started', async (t) => {
    const root = folderWith(t, { 'deploy/task-def.json': wrong });
    const terminal = new FakeTerminal(path.join(root, 'deploy'), '', { GITHUB_WORKSPACE: root });
    const { out } = await taskdef(['check', '--format', 'github', '--quiet'], terminal);
    assert.match(out, /^::error file=deploy\/task-def\.json,/);
  });

  test('from here, when the check runs elsewhere', async (t) => {
    const root = folderWith(t, { 'task-def.json': wrong });
    const terminal = new FakeTerminal(root, '', { GITHUB_WORKSPACE: path.join(root, 'elsewhere') });
    const { out } = await taskdef(['check', '--format', 'github', '--quiet'], terminal);
    assert.match(out, /^::error file=task-def\.json,/);
  });
});
