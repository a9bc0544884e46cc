import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { until } from '../lib/driver';
import { usePackaged } from '../lib/packaged';

describe('editing the example in the workbench', () => {
  const packaged = usePackaged({ name: 'editing', workspace: 'examples/webserver' });

  test('problems are underlined and counted', async () => {
    const { workbench } = packaged();
    await workbench.open('task-definition.json');
    await workbench.page.keyboard.press('Control+B'); // without the side bar no line is too long
    await workbench.sidebar.waitFor({ state: 'hidden' });
    await workbench.squiggle('error').waitFor();
    await workbench.squiggle('info').waitFor();
    assert.equal(await workbench.problems.getAttribute('aria-label'), 'Errors: 2, Warnings: 1, Infos: 1');
    await workbench.codeLens(/Run/).waitFor();
    await workbench.text('vCPU').waitFor();
  });

  test('a problem is explained where it stands', async () => {
    const { workbench, picture } = packaged();
    await workbench.text('"99"').hover();
    await workbench.hover.getByText('integer-expected').waitFor();
    await workbench.hover.getByText(/^Quick Fix/).waitFor();
    await picture('hover-problem', 400);
  });

  test('a field is explained where it stands', async () => {
    const { workbench, seen } = packaged();
    await workbench.leave();
    await workbench.text('"networkMode"').hover();
    await workbench.hover.getByText('awsvpc').first().waitFor();
    await seen('hover-field');
  });

  test('a code lens offers to run the task', async () => {
    const { workbench } = packaged();
    await workbench.leave();
    await workbench.codeLens(/Run/).waitFor();
  });

  test('completion knows the sizes that go together', async () => {
    const { workbench, seen } = packaged();
    await workbench.text('"512"').dblclick();
    await workbench.page.keyboard.press('Delete');
    await workbench.page.keyboard.press('Control+Space');
    for (const size of ['512', '1024', '2048']) await workbench.suggestion(size).waitFor();
    await seen('completion');
    await workbench.suggestion('512').click();
    await workbench.text('"512"').waitFor();
  });

  test('the lightbulb mends a value', async () => {
    const { workbench, folder, picture } = packaged();
    await workbench.text('"99"').click();
    await workbench.lightbulb.waitFor();
    await workbench.page.keyboard.press('Control+.');
    await workbench.codeAction(/99/).first().waitFor();
    await picture('lightbulb', 260);
    await workbench.codeAction(/99/).first().click();
    await workbench.dirtyTab('task-definition.json').waitFor();
    await workbench.page.keyboard.press('Control+S');
    const file = path.join(folder, 'task-definition.json');
    await until('the fix is on disk', () => readFileSync(file, 'utf8').includes('"cpu": 99 '));
    await until('one error is left', async () =>
      ((await workbench.problems.getAttribute('aria-label')) ?? '').startsWith('Errors: 1,'),
    );
  });

  test('a JSON file that looks like a task definition is offered to be one', async () => {
    const { workbench, folder } = packaged();
    writeFileSync(path.join(folder, 'service.json'), '{ "containerDefinitions": [{ "name": "a", "memory": "1" }] }');
    await workbench.open('service.json');
    await workbench.page.locator('[id="status.languageStatus"]').hover();
    await workbench.hover.getByText('Looks like an ECS task definition').waitFor();
    await workbench.hover.getByText('Use that language').click();
    await workbench.squiggle('error').waitFor();
  });
});
