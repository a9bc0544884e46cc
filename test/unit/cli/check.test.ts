import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { FakeTerminal, asNobody, folderWith, taskdef } from './support';

const clean = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a:1", "memory": 64 }] }\n';
const wrong = clean.replace('64', '"64"');
const webserver = readFileSync(path.resolve(__dirname, '../../../../examples/webserver/task-definition.json'), 'utf8');

interface Json {
  readonly version: number;
  readonly files: readonly {
    readonly path: string;
    readonly recognised: boolean;
    readonly findings: readonly { readonly rule: string; readonly severity: string; readonly fixable: boolean }[];
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

async function json(terminal: FakeTerminal, ...args: string[]) {
  const { status, out, err } = await taskdef(['check', '--format', 'json', ...args], terminal);
  return { status, err, report: JSON.parse(out) as Json };
}

const stdin = (text: string | Uint8Array): FakeTerminal => new FakeTerminal('/', text);
const inFolder = (t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): FakeTerminal =>
  new FakeTerminal(folderWith(t, files));

describe('taskdef check', () => {
  test('the example has exactly the problems of the catalogue', async (t) => {
    const { status, report } = await json(inFolder(t, { 'task-definition.json': webserver }));
    assert.equal(status, 1);
    assert.deepEqual(report.summary, { errors: 2, warnings: 1, infos: 1, hints: 4 });
    assert.deepEqual(
      report.files[0]?.findings.filter(({ severity }) => severity === 'error'),
      report.files[0]?.findings.filter(({ rule, fixable }) => rule === 'integer-expected' && fixable),
    );
  });

  test('warnings are no failure', async (t) => {
    const { status } = await taskdef(['check'], inFolder(t, { 'task-definition.json': clean }));
    assert.equal(status, 0);
  });

  test('a file that cannot be read is named with the reason, and the others are checked', async (t) => {
    const { status, err, report } = await json(
      inFolder(t, { 'a.json': clean, 'wide.json': Buffer.from(`\ufeff${clean}`, 'utf16le') }),
      'gone.json',
      'wide.json',
      'a.json',
    );
    assert.equal(status, 2);
    assert.match(err, /^taskdef: gone\.json: there is no such file or folder\.\n/);
    assert.match(err, /\ntaskdef: wide\.json: this is UTF-16, .*Save it as UTF-8\.\n/);
    assert.deepEqual(
      report.files.map((file) => file.path),
      ['a.json'],
    );
  });

  test('a file of another kind is said to be one, whatever is in it', async (t) => {
    const { status, report } = await json(inFolder(t, { 'tsconfig.json': '{ // no\n "files": [] }' }), 'tsconfig.json');
    assert.equal(status, 0);
    assert.deepEqual(report.files, [{ path: 'tsconfig.json', recognised: false, findings: [] }]);
  });

  test('an empty folder is no failure, and is mentioned', async (t) => {
    const { status, out, err } = await taskdef(['check'], inFolder(t, {}));
    assert.deepEqual([status, out, err], [0, '', 'taskdef: .: no task definition found in this folder.\n']);
  });
});

describe('taskdef check -', () => {
  test('is shown as -, or by the name it is given', async () => {
    assert.equal((await json(stdin(clean), '-')).report.files[0]?.path, '-');
    assert.equal((await json(stdin(clean), '-', '--stdin-filename', 'x.json')).report.files[0]?.path, 'x.json');
  });

  test('the name decides what cannot be told from the content', async () => {
    assert.equal((await json(stdin('{}'), '-')).report.files[0]?.recognised, false);
    const named = await json(stdin('{}'), '-', '--stdin-filename', 'deploy/task-definition.json');
    assert.equal(named.report.files[0]?.recognised, true);
  });

  test('what cannot be read at all is an error, not silence', async () => {
    for (const text of ['', '{"family":']) assert.equal((await json(stdin(text), '-')).status, 1, text);
  });
});

describe('taskdef check, and what it may not read', () => {
  const closed = async (t: TestContext, ...args: string[]) => {
    const terminal = inFolder(t, { 'task-definition.json': clean, 'data/x.json': '{}' });
    await taskdef(['check', '.', 'x'], terminal); // all modules are loaded while they can be
    chmodSync(terminal.cwd, 0o755);
    chmodSync(path.join(terminal.cwd, 'data'), 0o000);
    const again = new FakeTerminal(terminal.cwd);
    return asNobody(() => taskdef(['check', ...args], again));
  };

  test('a folder on the way is 1, named once, and the rest is checked', async (t) => {
    const { status, out, err } = await closed(t);
    assert.equal(status, 1);
    assert.match(out, /^1 file checked: /m);
    assert.match(err, /^taskdef: data: this folder may not be read, so nothing in it is checked\. .*\n$/);
    assert.equal((await closed(t, '--list-files')).status, 1);
  });

  test('one that was named is 2', async (t) => {
    assert.equal((await closed(t, '.', 'data')).status, 2);
  });

  test('a .taskdefignore is told with the way out', async (t) => {
    const files = { 'task-definition.json': clean, '.taskdefignore/x': '' };
    const { status, err } = await taskdef(['check'], inFolder(t, files));
    assert.equal(status, 2);
    assert.match(err, /\.taskdefignore: this is a folder, not a file\.\nPut that right, or add: --no-ignore\n$/);
    assert.equal((await taskdef(['check', '--no-ignore'], inFolder(t, files))).status, 0);
  });

  test('both stand in the report for tools, too', async (t) => {
    const { out } = await closed(t, '.', 'gone.json', '--format', 'json');
    const { unreadable = [] } = JSON.parse(out) as { unreadable?: { path: string }[] };
    assert.deepEqual(
      unreadable.map((one) => one.path),
      ['gone.json', 'data'],
    );
  });
});

describe('taskdef check --fix', () => {
  test('writes what changed and reports what is left', async (t) => {
    const terminal = inFolder(t, { 'task-definition.json': wrong, 'b-taskdef.json': clean });
    const file = path.join(terminal.cwd, 'task-definition.json');
    const other = path.join(terminal.cwd, 'b-taskdef.json');
    chmodSync(other, 0o444);
    const { mtimeMs } = statSync(other);
    const { status, out } = await taskdef(['check', '--fix'], terminal);
    assert.equal(status, 0);
    assert.equal(readFileSync(file, 'utf8'), clean);
    assert.equal(statSync(other).mtimeMs, mtimeMs);
    assert.match(out, /^task-definition\.json: 1 problem fixed\.$/m);
  });

  test('keeps line endings and the mark at the start', async (t) => {
    const dos = `{\r\n  "family": "a",\r\n  "containerDefinitions": [{ "name": "a", "image": "a:1", "memory": "64" }]\r\n}\r\n`;
    const terminal = inFolder(t, { 'task-definition.json': dos });
    await taskdef(['check', '--fix'], terminal);
    assert.equal(readFileSync(path.join(terminal.cwd, 'task-definition.json'), 'utf8'), dos.replace('"64"', '64'));
  });

  test('from standard input to standard output, the report beside it', async () => {
    const { status, out, err } = await taskdef(['check', '-', '--fix'], stdin(wrong));
    assert.equal(status, 0);
    assert.equal(out, clean);
    assert.match(err, /^-: 1 problem fixed\.$/m);
  });

  test('text that is already right comes out as it went in', async () => {
    assert.equal((await taskdef(['check', '-', '--fix'], stdin(clean))).out, clean);
  });
});
