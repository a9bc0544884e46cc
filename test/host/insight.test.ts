import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnostics, inWorkspace, open, taskdef, until } from './workspace';

const example = () => inWorkspace('webserver/task-definition.json');

suite('asking about a file', () => {
  suiteSetup(taskdef);
  setup(async () => {
    await open(example());
    await diagnostics(example(), [2, 1, 1, 4]);
  });
  teardown(closeAll);

  test('the permissions it needs open as an unsaved document', async () => {
    await vscode.commands.executeCommand('taskdef.iam.show', example(), { exec: true });
    const shown = await until('the permissions are shown', () =>
      vscode.workspace.textDocuments.find(({ isUntitled, languageId }) => isUntitled && languageId === 'jsonc'),
    );
    assert.match(shown.getText(), /^\/\/ What task-definition\.json needs from IAM/);
    assert.match(shown.getText(), /ssmmessages:OpenDataChannel/);
  });

  test('an error is explained with its place', async () => {
    const explanations = await vscode.commands.executeCommand<readonly { readonly rule?: string }[]>(
      'taskdef.error.explain',
      "Invalid 'memory' setting for task.",
    );
    assert.equal(explanations[0]?.rule, 'task-memory-unparseable');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });

  test('what it fits stands above requiresCompatibilities', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', example());
    const lens = lenses.find(({ command }) => command?.command === 'taskdef.capacities.show');
    assert.match(lens?.command?.title ?? '', /^Fits EC2, FARGATE/);
  });
});
