import assert from 'node:assert/strict';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { findInputs } from '../../../client/cli/check/inputs';
import { asNobody, folderWith } from './support';

const project = (test: TestContext): string =>
  folderWith(test, {
    'task-definition.json': '{}',
    'package.json': '{}',
    '.aws/TaskDef.json': '{}',
    'deploy/b-task_def.json': '{}',
    'deploy/a-taskdef.prod.json': '{}',
    'deploy/notes.txt': '',
    'node_modules/x/task-definition.json': '{}',
    '.git/task-definition.json': '{}',
    'deploy/.terraform/task-definition.json': '{}',
  });

const find = async (cwd: string, ...args: string[]) => {
  const { inputs, unreadable, empty, ignored } = await findInputs(args, { cwd, ignore: true });
  return { paths: inputs.map(({ path: shown }) => shown), unreadable, empty, ignored };
};

describe('what the arguments of check name', () => {
  test('nothing: this folder, by name, hidden folders too', async (t) => {
    const { paths } = await find(project(t));
    assert.deepEqual(paths, [
      '.aws/TaskDef.json',
      'deploy/a-taskdef.prod.json',
      'deploy/b-task_def.json',
      'task-definition.json',
    ]);
  });

  test('a folder, shown as it was typed', async (t) => {
    const { paths } = await find(project(t), 'deploy/');
    assert.deepEqual(paths, ['deploy/a-taskdef.prod.json', 'deploy/b-task_def.json']);
  });

  test('a folder that is asked for by name is searched even if it is usually skipped', async (t) => {
    const { paths } = await find(project(t), 'node_modules');
    assert.deepEqual(paths, ['node_modules/x/task-definition.json']);
  });

  test('a file of any name', async (t) => {
    assert.deepEqual((await find(project(t), 'package.json')).paths, ['package.json']);
  });

  test('a pattern takes files of any name', async (t) => {
    const { paths } = await find(project(t), 'deploy/**/*.{json,txt}');
    assert.deepEqual(paths, ['deploy/a-taskdef.prod.json', 'deploy/b-task_def.json', 'deploy/notes.txt']);
  });

  test('a file whose name looks like a pattern', async (t) => {
    const folder = folderWith(t, { 'task-def[1].json': '{}' });
    assert.deepEqual((await find(folder, 'task-def[1].json')).paths, ['task-def[1].json']);
  });

  test('the same file twice is checked once', async (t) => {
    const folder = project(t);
    const { paths } = await find(folder, 'task-definition.json', './task-definition.json', path.join(folder, '*.json'));
    assert.deepEqual(paths, ['task-definition.json', path.join(folder, 'package.json')]);
  });

  test('links are not followed in circles', async (t) => {
    const folder = project(t);
    symlinkSync(folder, path.join(folder, 'deploy/up'));
    assert.equal((await find(folder, 'deploy')).paths.length, 2);
  });

  test('nothing at all, in words', async (t) => {
    const { paths, unreadable } = await find(project(t), 'gone.json', 'gone/*.json');
    assert.deepEqual(paths, []);
    assert.deepEqual(unreadable, [
      { path: 'gone.json', reason: 'there is no such file or folder.' },
      { path: 'gone/*.json', reason: 'no file matches this pattern.' },
    ]);
  });

  test('a folder without task definitions is no failure', async (t) => {
    const { unreadable, empty } = await find(folderWith(t, { 'a.json': '{}' }), '.');
    assert.deepEqual([unreadable, empty], [[], ['.']]);
  });

  test('a folder that may not be read is one', async (t) => {
    const cwd = project(t);
    await find(cwd); // all modules are loaded while they can be
    chmodSync(cwd, 0o755);
    chmodSync(path.join(cwd, 'deploy'), 0o000);
    const { unreadable, empty } = await asNobody(() => find(cwd, 'deploy'));
    const reason = 'you may not read or write it. Check its permissions.';
    assert.deepEqual([unreadable, empty], [[{ path: 'deploy', reason }], []]);
  });

  test('one below is named once, unless it is to be left alone; the rest is found all the same', async (t) => {
    const cwd = project(t);
    await find(cwd);
    chmodSync(cwd, 0o755);
    chmodSync(path.join(cwd, '.aws'), 0o755);
    chmodSync(path.join(cwd, 'deploy'), 0o000);
    const reason =
      'this folder may not be read, so nothing in it is checked. Change its permissions, or name it in a .taskdefignore.';
    for (const [args, closed] of [
      [[], 'deploy'],
      [[cwd], path.join(cwd, 'deploy')],
      [['.', './', '**/*ask*.json'], 'deploy'],
    ] as const) {
      const { paths, unreadable } = await asNobody(() => find(cwd, ...args));
      assert.deepEqual(unreadable, [{ path: closed, reason, isBelow: true }]);
      assert.equal(paths.length, 2);
    }
    writeFileSync(path.join(cwd, '.taskdefignore'), 'deploy/\n');
    assert.deepEqual((await asNobody(() => find(cwd))).unreadable, []);
  });
});

describe('what a .taskdefignore names', () => {
  test('is left alone in folders and patterns, as git would', async (t) => {
    const cwd = folderWith(t, {
      '.taskdefignore': '# not ours\n/old/\n*.gen.json\n!keep-taskdef.gen.json\n',
      'old/task-definition.json': '{}',
      'new/old/task-definition.json': '{}',
      'a-taskdef.gen.json': '{}',
      'keep-taskdef.gen.json': '{}',
    });
    const expected = ['keep-taskdef.gen.json', 'new/old/task-definition.json'];
    assert.deepEqual((await find(cwd)).paths, expected);
    assert.deepEqual((await find(cwd, '**/*.json')).paths, expected);
  });

  test('a nearer file has the last word, and none above the repository counts', async (t) => {
    const cwd = folderWith(t, {
      '.taskdefignore': '*',
      'repository/.git/HEAD': '',
      'repository/.taskdefignore': 'b-*\n',
      'repository/deploy/.taskdefignore': '!b-taskdef.json\na-*\n',
      'repository/deploy/a-taskdef.json': '{}',
      'repository/deploy/b-taskdef.json': '{}',
      'repository/b-taskdef.json': '{}',
    });
    assert.deepEqual((await find(path.join(cwd, 'repository'))).paths, ['deploy/b-taskdef.json']);
  });

  test('is left alone even when it is named, which is said', async (t) => {
    const cwd = folderWith(t, { '.taskdefignore': 'a.json', 'a.json': '{}', 'b.json': '{}' });
    const { paths, ignored } = await find(cwd, 'a.json', 'b.json');
    assert.deepEqual([paths, ignored], [['b.json'], ['a.json']]);
  });

  test('is checked when that is asked for', async (t) => {
    const cwd = folderWith(t, { '.taskdefignore': 'a.json', 'a.json': '{}' });
    const { inputs } = await findInputs(['a.json'], { cwd, ignore: false });
    assert.equal(inputs.length, 1);
  });
});
