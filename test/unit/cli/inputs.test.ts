import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { findInputs } from '../../../client/cli/check/inputs';
import { folderWith } from './support';

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
  const { inputs, unreadable, empty } = await findInputs(args, { cwd });
  return { paths: inputs.map(({ path: shown }) => shown), unreadable, empty };
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
      'gone.json: there is no such file or folder.',
      'gone/*.json: no file matches this pattern.',
    ]);
  });

  test('a folder without task definitions is no failure', async (t) => {
    const { unreadable, empty } = await find(folderWith(t, { 'a.json': '{}' }), '.');
    assert.deepEqual([unreadable, empty], [[], ['.']]);
  });
});
