import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { type Server, createServer } from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from 'vscode-languageserver/node';
import { root } from '../support/root';
import { LspClient } from '../support/lspClient';
import { temporaryFolder } from '../support/temporaryFolder';

const serverModule = path.join(root, 'dist/server.js');

/** Initialises, ends, and returns the exit code. */
async function greet(connection: MessageConnection, child: ChildProcess): Promise<number | null> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  connection.listen();
  const params = { processId: null, rootUri: null, capabilities: {} };
  const { serverInfo } = await connection.sendRequest<{ serverInfo: { name: string } }>('initialize', params);
  assert.equal(serverInfo.name, 'taskdef');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return exited;
}

describe('the server is reached', () => {
  test('by the messages of a forked process, as VS Code does', async () => {
    const child = fork(serverModule, ['--node-ipc']);
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    assert.equal(await greet(connection, child), 0);
  });

  test('by a pipe', async () => {
    const folder = temporaryFolder('socket');
    const pipe = process.platform === 'win32' ? `\\\\.\\pipe\\taskdef-${process.pid}` : path.join(folder, 'lsp');
    const listening = createServer();
    try {
      const connected = new Promise<MessageConnection>((resolve) => {
        listening.once('connection', (socket) =>
          resolve(createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket))),
        );
      });
      await new Promise<void>((resolve) => listening.listen(pipe, resolve));
      const child = spawn(process.execPath, [serverModule, `--pipe=${pipe}`], { stdio: 'inherit' });
      assert.equal(await greet(await connected, child), 0);
    } finally {
      await closed(listening);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const command of [['dist/server.js'], ['dist/cli.js', 'lsp', '--stdio']]) {
    test(`by standard input and output: ${command.join(' ')}`, async () => {
      const client = await LspClient.start({ command });
      const uri = 'file:///project/task-definition.json';
      await client.open(uri, '{"family":"a"}');
      assert.equal((await client.ask<unknown[]>('documentSymbol', uri)).length, 1);
      assert.equal(await client.stop(), 0);
    });
  }
});

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
