import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until } from '../lib/driver';
import { usePackaged } from '../lib/packaged';
import { Store } from '../../client/runner/drive/store';
import type { EnginePort, ListedContainer } from '../../client/runner/enginePort';
import { label } from '../../client/runner/labels';
import { leftOf, realEngine, removeLeft } from '../support/realEngine';
import { root } from '../support/root';

describe('running tasks from the workbench', () => {
  let engine: EnginePort;
  before(async () => {
    engine = await realEngine();
  });
  after(() => engine.close());

  /** The containers of the tasks that end once somebody wants it. */
  const jobs = async () => engine.list(['com.amazonaws.ecs.task-definition-family=brittle', `${label.container}=job`]);
  const end = async (job: ListedContainer | undefined) =>
    engine.copyInto(job?.id ?? '', '/tmp', [{ folder: '/tmp', name: 'end', text: '' }]);

  const packaged = usePackaged({
    name: 'running',
    workspace: 'test/fixtures/workbench',
    settings: { 'taskdef.docker.pull': 'prefer-cached', 'taskdef.run.portConflict': 'remap' },
  });

  test('a file with errors is not run: its first error is shown, and leads to the problems', async () => {
    const { workbench, folder } = packaged();
    await removeLeft(engine, folder);
    await workbench.activity('ECS').click();
    await workbench.treeItem(/Local/).waitFor();
    await workbench.widenSidebar(120);
    await workbench.open('broken-taskdef.json');
    await workbench.squiggle('error').waitFor();
    await workbench.command('ECS: Run Task Locally');
    await workbench.notification(/broken-taskdef\.json:4:/).waitFor();
    await workbench.notificationButton(/broken-taskdef\.json:4:/, 'Show Problems').click();
    await workbench.page.locator('.markers-panel').getByText('integer-expected').waitFor();
  });

  test('one key runs a task and the tree shows it', async () => {
    const { workbench, picture } = packaged();
    await workbench.open('hello-taskdef.json');
    await workbench.codeLens(/Run/).waitFor(); // it is known to be a task definition
    await workbench.page.keyboard.press('F5');
    await workbench.treeItem(/hello.*RUNNING/).waitFor({ timeout: 30_000 });
    await workbench.notification(/hello is running at http:/).waitFor();
    await workbench.treeItem(/web.*RUNNING, healthy/).waitFor({ timeout: 30_000 });
    await workbench.treeItem(/greeter.*RUNNING/).waitFor();
    await workbench
      .outputLine(/good.day/)
      .first()
      .waitFor();
    await picture('running');
  });

  test('what it serves can be fetched', async () => {
    const { workbench } = packaged();
    const toast = await workbench.notification(/hello is running at http:/).textContent();
    const url = /http:\S+\d/.exec(toast ?? '')?.[0] ?? '';
    assert.match(await (await fetch(url)).text(), /<h1>Hello<\/h1>/);
  });

  test('a row that is looked at says what its container uses', async () => {
    const { workbench, seen } = packaged();
    const figures = workbench.hover.getByText(/Memory:\s.*\sMiB\sof\s512\sMiB/);
    // A row that changes meanwhile takes its tooltip away until the pointer comes again.
    const areTold = async () => {
      await workbench.leave();
      await workbench.treeItem(/web.*RUNNING/).hover();
      return figures.waitFor({ timeout: 8_000 }).then(
        () => true,
        () => false,
      );
    };
    await until('the tooltip tells figures', areTold, 45_000);
    await seen('tooltip');
    await workbench.leave();
  });

  test('the files of a container are walked through, and one is opened', async () => {
    const { workbench } = packaged();
    await workbench.command('ECS: Browse Files…');
    for (const name of ['web', 'tmp', 'site', 'index.html']) await workbench.quickPickRow(name).click();
    await workbench.text('Hello').waitFor();
    await workbench.command('View: Close Editor');
  });

  test('stopping from the tree shows why it stopped', async () => {
    const { workbench } = packaged();
    await workbench.treeAction(/^Task hello/, 'Stop Task');
    await workbench.treeItem(/hello.*STOPPED · Task stopped by user/).waitFor({ timeout: 30_000 });
    await workbench.leave();
  });

  test('with no file open the palette asks which; a task that fails says so, with the exit code', async () => {
    const { workbench } = packaged();
    await workbench.command('View: Close All Editors');
    await workbench.command('ECS: Run Task Locally');
    await workbench.quickPickRow('failing-taskdef.json').click();
    await workbench.treeItem(/failing.*STOPPED · Essential container in task exited/).waitFor({ timeout: 30_000 });
    await workbench.treeItem(/job.*exit code 3/).waitFor();
    await workbench.notification(/exit code 3\. Its log ends: no luck today/).waitFor();
    await workbench.notificationButton(/failing: container job has stopped, exit code 3/, 'Go to Line').click();
    await workbench.page.getByText('Ln 9, Col 16').waitFor(); // behind the name of "command"
    await workbench.leave();
  });

  test('a task that a terminal has left running is taken over; its death is told then, and all that is known of it', async () => {
    const { workbench, folder } = packaged();
    const cli = path.join(root, 'dist/cli.js');
    execFileSync(process.execPath, [cli, 'run', '--detach', 'brittle-taskdef.json'], { cwd: folder, stdio: 'pipe' });
    const row = workbench.treeItem(/brittle.*RUNNING · unattended/);
    await row.waitFor({ timeout: 30_000 });
    await workbench.contextMenu(row, 'Take Over Unattended Task');
    await row.waitFor({ state: 'detached' });
    await end((await jobs())[0]);
    await workbench.notification(/brittle: container job has stopped, exit code 4/).waitFor();
    await workbench.contextMenu(workbench.treeItem(/brittle.*STOPPED/), 'Show Task Details');
    await workbench.page.locator('.view-line').getByText('"EssentialContainerExited"').waitFor();
    await workbench.command('View: Close Editor');
  });

  test('a window that is loaded again looks after its task, though the view is hidden', async () => {
    const { workbench } = packaged();
    await workbench.open('brittle-taskdef.json');
    await workbench.codeLens(/Run/).waitFor(); // it is known to be a task definition
    await workbench.page.keyboard.press('F5');
    await workbench.treeItem(/brittle.*RUNNING/).waitFor({ timeout: 30_000 });
    const job = (await jobs()).find(({ state }) => state === 'running');
    const driver = () => new Store().read(job?.labels[label.task] ?? '')?.owner?.pid;
    const before = driver();
    await workbench.command('View: Show Explorer');
    await workbench.command('Developer: Reload Window');
    await until(
      'the window has its task again',
      () => Promise.resolve(![undefined, before].includes(driver())),
      30_000,
    );
    await end(job);
    await workbench.notification(/brittle: container job has stopped, exit code 4/).waitFor({ timeout: 30_000 });
    await workbench.activity('ECS').click();
    await workbench
      .treeItem(/brittle.*STOPPED/)
      .first()
      .waitFor();
  });

  test('what a task demands of the machine is asked first', async () => {
    const { workbench, picture } = packaged();
    await workbench.open('privileged-taskdef.json');
    await workbench.command('ECS: Run Task Locally');
    await workbench.dialog().getByText('every privilege').waitFor();
    await picture('demands', 500);
    await workbench.dialogButton('Cancel').click();
    assert.equal(await workbench.treeItem(/mighty/).count(), 0);
  });

  test('a task that cannot be run here says all of why and what to do, and leads to the line', async () => {
    const { workbench } = packaged();
    await workbench.open('secret-taskdef.json');
    await workbench.codeLens(/Run/).waitFor(); // it is known to be a task definition
    await workbench.page.keyboard.press('F5');
    const message = /Container app needs the secret TOKEN.*Choose a profile/;
    await workbench.notificationButton(message, 'Choose How to Run…').waitFor();
    await workbench.notificationButton(message, 'Go to Line').click();
    await workbench.page.getByText('Ln 11,').waitFor();
  });

  test('what is removed leaves nothing, with what was made ahead for the next task', async () => {
    const { workbench, folder } = packaged();
    for (const family of ['hello', 'failing', 'brittle']) {
      const rows = workbench.treeItem(new RegExp(`^Task ${family}`));
      for (let left = await rows.count(); left > 0; left--) {
        await workbench.contextMenu(rows.first(), 'Remove Stopped Task');
        await until('the row goes', async () => (await rows.count()) < left);
      }
    }
    await workbench.command('ECS: Clean Up Stopped Tasks');
    await until('the engine has nothing of ours', async () => (await leftOf(engine, folder)).length === 0);
  });
});
