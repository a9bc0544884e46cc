import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { eventually } from '../../support/eventually';
import { taskId } from './fakeRunner';
import { start, twoContainers } from './startedRun';

describe('taskdef run --watch', () => {
  const watching = async (t: TestContext, givenBy: readonly string[] = []) => {
    const { runner, terminal, ended, began } = start(t, ['--watch'], (fake, folder) => {
      fake.planned = { givenBy: givenBy.map((name) => path.join(folder, name)) };
    });
    await began;
    await new Promise(setImmediate);
    const save = (name: string, text: string) => writeFileSync(path.join(terminal.cwd, name), text);
    const asked = (what: string) =>
      eventually(() => runner.asked.some((one) => one.startsWith(what)), `${what} in ${runner.asked.join()}`);
    return { runner, terminal, ended, save, asked };
  };

  test('follows the file, and the one of overrides', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    save('task-definition.json', twoContainers.replace('1.27', '1.28'));
    await asked('update');
    assert.equal(runner.options.taskId, taskId);
    runner.asked.length = 0;
    save('ecs.local.json', '{}');
    await asked('update');
    runner.stopped();
    assert.match((await ended).err, /nothing has changed that the running task is made of/);
  });

  test('follows the files that give it values, which may not be there yet', async (t) => {
    const names = ['web.env', 'not/here.txt'];
    const { runner, ended, save, asked } = await watching(t, names);
    save('web.env', 'A=1');
    await asked('update');
    runner.stopped();
    await ended;
  });

  test('never takes over a file with errors', async (t) => {
    const { runner, terminal, ended, save } = await watching(t);
    save('task-definition.json', '{ "family": ');
    await eventually(() => terminal.warned.includes('the task was left as it is'), terminal.warned);
    runner.stopped();
    await ended;
    assert.ok(!runner.asked.includes('update'));
  });

  test('starts the whole task anew when the change is about that', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    runner.change = { kind: 'task', why: 'cpu was changed' };
    save('task-definition.json', twoContainers.replace('"family"', '"cpu": "256", "memory": "512", "family"'));
    await asked('stop');
    runner.stopped();
    const { err } = await ended;
    assert.match(err, /the whole task starts anew: cpu was changed/);
    const again = ['remove 0123', 'run', 'remove 0123', 'dispose'];
    assert.deepEqual(runner.asked, ['run', 'update', 'stop: Started anew, since its file was changed', ...again]);
    assert.equal(runner.options.taskId, undefined);
  });

  test('starts it as it was when the file is being changed again', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    runner.change = { kind: 'task', why: 'cpu was changed' };
    save('task-definition.json', twoContainers.replace('"family"', '"cpu": "256", "memory": "512", "family"'));
    await asked('stop');
    save('task-definition.json', '{ "family": ');
    runner.stopped();
    await ended;
    assert.equal(runner.asked.filter((one) => one === 'run').length, 2);
  });

  test('is not for a task that is let go', async (t) => {
    const { ended } = start(t, ['--watch', '--detach']);
    assert.equal((await ended).status, 2);
  });
});
