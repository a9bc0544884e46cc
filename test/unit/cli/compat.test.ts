import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
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

describe('taskdef compat --make-fargate', () => {
  const ready = fits.replace(', "privileged": true', '');

  test('writes the file and says what is gone', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': fits }));
    const { status, out, err } = await taskdef(['compat', 'task-definition.json', '--make-fargate'], terminal);
    assert.deepEqual([status, out], [0, '']);
    assert.match(err, /made Fargate-compatible\.\nGone, because Fargate does not take it: privileged\.\n$/);
    const written = readFileSync(path.join(terminal.cwd, 'task-definition.json'), 'utf8');
    assert.equal(
      written,
      ready
        .replace('["EC2"]', '["EC2", "FARGATE"]')
        .replace('"bridge"', '"awsvpc"')
        .replace(']\n}', '],\n  "cpu": "256",\n  "memory": "512"\n}'),
    );
  });

  test('from standard input to standard output; what is left is a status', async () => {
    const ask = (text: string) => taskdef(['compat', '-', '--make-fargate'], new FakeTerminal('/', text));
    const { status, out, err } = await ask(
      fits.replace('"nginx:1.27"', '"210987654321.dkr.ecr.eu-west-1.amazonaws.com/a:1"'),
    );
    assert.equal(status, 1);
    assert.match(out, /"networkMode": "awsvpc"/);
    assert.match(err, /1 error left to decide\. See: taskdef check -\n$/);
    assert.match((await ask('{"family": "a", "containerDefinitions": [{"name":}]}')).err, /cannot be read as JSON/);
  });
});

describe('taskdef compat under a configuration', () => {
  const configuration = '{ "values": { "MODE": "host" } }';
  /** What keeps the file from Fargate. */
  const inTheWay = async (t: TestContext, ...flags: string[]) => {
    const files = { 'task-definition.json': task, '.taskdefrc.json': configuration };
    const args = ['compat', 'task-definition.json', '--format', 'json', ...flags];
    const { out } = await taskdef(args, new FakeTerminal(folderWith(t, files)));
    const { capacities } = JSON.parse(out) as { capacities: { type: string; inTheWay: { pointer: string }[] }[] };
    return capacities.find(({ type }) => type === 'FARGATE')?.inTheWay.map(({ pointer }) => pointer);
  };

  test('the values it gives to placeholders count', async (t) => {
    assert.ok((await inTheWay(t))?.includes('/networkMode'));
    assert.ok(!(await inTheWay(t, '--no-config'))?.includes('/networkMode'));
  });

  test('one that is not there is an error', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': task }));
    const { err, status } = await taskdef(['compat', 'task-definition.json', '--config', 'nowhere.json'], terminal);
    assert.deepEqual([status, /nowhere\.json: there is no such file/.test(err)], [2, true], err);
  });
});

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

  test('a file that is not UTF-8 is told from one of another kind, as by check', async (t) => {
    const files = { 'wide.json': Buffer.from(`\ufeff${fits}`, 'utf16le'), 'noise.json': Buffer.from([0x7b, 0xff]) };
    const terminal = new FakeTerminal(folderWith(t, files));
    for (const command of ['compat', 'run', 'iam']) await taskdef([command, 'wide.json'], terminal);
    const wide = 'taskdef: wide.json: this is UTF-16, which the AWS CLI cannot read. Save it as UTF-8.\n';
    assert.equal(terminal.warned, wide.repeat(3));
    const noise = await taskdef(['compat', 'noise.json'], new FakeTerminal(terminal.cwd));
    assert.deepEqual([noise.status, noise.err], [2, 'taskdef: noise.json: this is not UTF-8 text.\n']);
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
