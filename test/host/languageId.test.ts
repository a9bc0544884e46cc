import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, openNew, taskdef } from './workspace';

const text = '{ "family": "a", "containerDefinitions": [] }\n';

suite('language by file name', () => {
  suiteSetup(taskdef);
  teardown(closeAll);

  const cases: readonly [string, string][] = [
    ['names/task-definition.json', 'ecs-task-definition'],
    ['names/TaskDef.JSON', 'ecs-task-definition'],
    ['names/my.TASK_DEFINITION.prod.json', 'ecs-task-definition'],
    ['names/prod-taskdef.jsonc', 'ecs-task-definition'],
    ['names/ecs-task-def.json', 'ecs-task-definition'],
    ['names/.taskdefrc.json', 'jsonc'],
    ['names/ecs.local.json', 'jsonc'],
    ['names/package.json', 'json'],
    ['names/task.json', 'json'],
  ];
  for (const [file, language] of cases) {
    test(`${file} is ${language}`, async () => {
      const editor = await openNew(file, text);
      assert.equal(editor.document.languageId, language);
    });
  }

  test('a file that merely looks like one keeps its language until the person chooses', async () => {
    const { document } = await openNew('names/service.json', text);
    assert.equal(document.languageId, 'json');
    await vscode.commands.executeCommand('taskdef.language.use');
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'ecs-task-definition');
  });
});
