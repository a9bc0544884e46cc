import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { matchesGolden } from '../../support/golden';
import { FakeTerminal, folderWith, taskdef } from './support';

const task = `{
  "family": "shop",
  "requiresCompatibilities": ["EC2"],
  "networkMode": "\${MODE}",
  "containerDefinitions": [
    { "name": "web", "image": "nginx:1.27", "memory": "64", "privileged": true }
  ]
}
`;
const fits = task.replace('"${MODE}"', '"bridge"').replace('"64"', '64');

describe('taskdef compat', () => {
  test('for people', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': task }));
    const { status, out } = await taskdef(['compat', 'task-definition.json'], terminal);
    assert.equal(status, 0);
    matchesGolden('cli/compat/pretty.txt', out);
  });

  test('for tools', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': task }));
    const { out } = await taskdef(['compat', 'task-definition.json', '--format', 'json'], terminal);
    matchesGolden('cli/compat/report.json', JSON.parse(out));
  });

  test('--for asks about one type', async () => {
    const ask = async (text: string, type: string) =>
      (await taskdef(['compat', '-', '--for', type], new FakeTerminal('/', text))).status;
    assert.deepEqual([await ask(fits, 'EC2'), await ask(fits, 'FARGATE'), await ask(task, 'EC2')], [0, 1, 1]);
  });

  test('a file of another kind, a part of one, and none', async () => {
    const ask = async (text: string) => taskdef(['compat', '-'], new FakeTerminal('/', text));
    assert.deepEqual(await ask('{"a":1}'), {
      status: 2,
      out: '',
      err: 'taskdef: - is not a task definition.\nName a file with "family" and "containerDefinitions".\n',
    });
    assert.match((await ask('[{"name":"a","image":"b"}]')).err, /^taskdef: - holds no whole task definition/);
    assert.match((await taskdef(['compat', 'gone.json'])).err, /^taskdef: gone\.json: there is no such file/);
  });
});
