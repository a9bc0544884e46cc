import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LspClient } from '../support/lspClient';

describe('life of the server', () => {
  test('says what it can do', async () => {
    const client = await LspClient.start();
    const { capabilities } = client.initialized;
    assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: true });
    assert.equal(capabilities.diagnosticProvider?.interFileDependencies, false);
    assert.deepEqual(capabilities.renameProvider, { prepareProvider: true });
    await client.stop();
  });

  test('offers no lens to a client that cannot run a task', async () => {
    const runs = await LspClient.start();
    const runsNot = await LspClient.start({ initializationOptions: { canRun: false } });
    assert.ok(runs.initialized.capabilities.codeLensProvider);
    assert.equal(runsNot.initialized.capabilities.codeLensProvider, undefined);
    await Promise.all([runs.stop(), runsNot.stop()]);
  });

  test('ends with 0 when asked to', async () => {
    const client = await LspClient.start();
    assert.equal(await client.stop(), 0);
  });

  test('ends with 1 when the client is gone', async () => {
    const client = await LspClient.start();
    assert.equal(await client.vanish(), 1);
  });

  test('ends with 1 when told to exit without a shutdown', async () => {
    const client = await LspClient.start();
    const exited = new Promise((resolve) => client.process.once('exit', resolve));
    await client.connection.sendNotification('exit');
    assert.equal(await exited, 1);
  });
});
