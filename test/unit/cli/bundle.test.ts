import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { root } from '../../support/root';
import { folderWith, inProcess } from './support';

const cli = path.join(root, 'dist/cli.js');
const clean = '{ "family": "a", "containerDefinitions": [{ "name": "a", "image": "a:1", "memory": 64 }] }\n';

/** What ships, in a process of its own. */
describe('dist/cli.js', () => {
  before(() => assert.ok(existsSync(cli), 'dist/cli.js is missing: run "npm run build"'));

  test('knows its version', async () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    assert.deepEqual(await inProcess(cli, ['--version']), { status: 0, out: `${version}\n`, err: '' });
  });

  test('ends with the status of the check, and prints JSON only', async () => {
    const good = await inProcess(cli, ['check', '-', '--format', 'json'], clean);
    assert.equal(good.status, 0);
    assert.equal((JSON.parse(good.out) as { version: number }).version, 1);
    assert.equal((await inProcess(cli, ['check', 'gone.json'])).status, 2);
  });

  test('searches folders', async () => {
    const { out } = await inProcess(cli, ['check', 'examples', '--format', 'json'], '', root);
    const { files } = JSON.parse(out) as { files: { path: string }[] };
    assert.ok(files.some((file) => file.path === 'examples/webserver/task-definition.json'));
  });

  test('checks with several threads what one would, in the same order', async (t) => {
    const wrong = clean.replace('64', '"64"');
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `${index % 7}/task-def-${index}.json`,
        index % 5 === 0 ? Buffer.from([0xff]) : index % 2 === 0 ? wrong : clean,
      ]),
    );
    const folder = folderWith(t, { ...files, '.taskdefrc.json': '{ "rules": { "typo": "off" } }' });
    const run = (...args: string[]) => inProcess(cli, ['check', '.', 'gone.json', ...args], '', folder);
    for (const format of ['json', 'sarif']) {
      const alone = await run('--format', format, '--threads', '1');
      assert.equal(alone.status, 2);
      assert.deepEqual(await run('--format', format, '--threads', '3'), alone);
    }
    await run('--fix', '--threads', '3');
    assert.equal(readFileSync(path.join(folder, '2/task-def-2.json'), 'utf8'), clean);
  });

  test('is not upset when nobody reads on', async () => {
    const child = spawn(process.execPath, [cli, 'rules', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout.destroy();
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.deepEqual([status, err], [0, '']);
  });

  test('says so when its output cannot be written', async (t) => {
    const unwritable = openSync(cli, 'r');
    t.after(() => closeSync(unwritable));
    const child = spawn(process.execPath, [cli, 'rules'], { stdio: ['ignore', unwritable, 'pipe'] });
    let err = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (err += text));
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(status, 2);
    assert.match(err, /^taskdef: standard output could not be written \(EBADF\)\.\n$/);
  });

  test('checks without loading the runner or the language server', () => {
    const text = [cli, path.join(root, 'dist/core.js')].map((file) => readFileSync(file, 'utf8')).join('');
    for (const later of ['runner', 'server'])
      assert.match(text, new RegExp(`then\\(\\(\\)=>[\\w$]+\\(require\\("\\./${later}\\.js"\\)\\)\\)`));
    assert.doesNotMatch(text, /docker-modem|vscode-languageserver/);
  });

  test('serves an editor', async () => {
    const message = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.write(`Content-Length: ${message.length}\r\n\r\n${message}`);
    let answer = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      answer += chunk as string;
      if (answer.includes('"name":"taskdef"')) break;
    }
    child.kill();
    assert.match(answer, /^Content-Length: \d+\r\n\r\n\{"jsonrpc":"2\.0","id":1,"result":/);
  });
});
