import assert from 'node:assert/strict';
import * as vscode from 'vscode';

suite('the extension', () => {
  test('is installed and activates', async () => {
    const extension = vscode.extensions.getExtension('taskdef.taskdef');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
