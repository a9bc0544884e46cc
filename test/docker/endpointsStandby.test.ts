import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { label, workspaceLabel } from '../../client/runner/labels';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { assertNothingLeft, begin, cleanUp, newWorkspace, openLab, type Lab, type Run } from '../support/lab';

/** Asks once, with the first thing it does, and does not ask again. */
const asking = `echo task $(wget -qO- $ECS_CONTAINER_METADATA_URI_V4/task); ${obedient}`;
const definition = task([container('app', asking)], { networkMode: 'bridge' });

const workspace = newWorkspace();
const ofWorkspace = `${label.workspace}=${workspaceLabel(workspace)}`;

/** The tasks that have a running link and no container. */
async function ahead({ port }: Lab): Promise<string[]> {
  const all = await port.list([ofWorkspace]);
  const taskOf = ({ labels }: { readonly labels: Readonly<Record<string, string>> }) => labels[label.task] ?? '';
  const used = new Set(all.filter(({ labels }) => labels[label.role] !== 'link').map(taskOf));
  return all.filter((one) => one.state === 'running' && !used.has(taskOf(one))).map(taskOf);
}

async function oneAhead(lab: Lab): Promise<string> {
  await eventually(async () => (await ahead(lab)).length === 1, 'a link made ahead');
  return (await ahead(lab))[0] ?? assert.fail('it is gone');
}

async function assertAnswered(run: Run): Promise<void> {
  await eventually(() => run.lines.some((line) => line.startsWith('app: ')), 'an answer');
  const [line] = run.lines;
  const answer = JSON.parse(line?.slice('app: task '.length) || 'null') as { readonly TaskARN: string } | null;
  assert.equal(answer?.TaskARN, run.task.snapshot().taskArn, line);
}

async function stopped(lab: Lab, run: Run): Promise<void> {
  await lab.runner.stop(run.task.taskId, { force: true });
  await cleanUp(lab, run);
}

describe('network and link made ahead', () => {
  test('who asks with its first command is answered, whether the link had to be made or was there', async () => {
    const lab = await openLab({ workspace });
    const [first, second] = [await begin(lab, definition), await begin(lab, definition)];
    for (const run of [first, second]) await assertAnswered(run);
    const taskId = await oneAhead(lab);
    const third = await begin(lab, definition);
    assert.equal(third.task.taskId, taskId);
    await assertAnswered(third);
    const notYetRun = await oneAhead(lab);
    for (const run of [first, second, third]) await stopped(lab, run);
    await lab.runner.dispose();
    const witness = await openLab();
    await assertNothingLeft(witness.port, notYetRun);
    await witness.runner.dispose();
  });

  test('a process that runs one task makes nothing ahead; no task is shown for what was made', async () => {
    const lab = await openLab({ workspace });
    const first = await begin(lab, definition);
    await assertAnswered(first);
    await stopped(lab, first);
    assert.deepEqual(await ahead(lab), []);
    const second = await begin(lab, definition);
    const taskId = await oneAhead(lab);
    assert.ok(!(await lab.runner.tasks()).some((one) => one.taskId === taskId));
    await lab.runner.prune();
    await assertNothingLeft(lab.port, taskId);
    await stopped(lab, second);
    await lab.runner.dispose();
  });

  test('where many tasks are expected, the first one finds it made, if the last one could use it', async () => {
    const earlier = await openLab({ workspace });
    const before = await begin(earlier, definition);
    await assertAnswered(before);
    await stopped(earlier, before);
    await earlier.runner.dispose();
    const lab = await openLab({ workspace, store: earlier.store, expected: 'many' });
    const taskId = await oneAhead(lab);
    const run = await begin(lab, definition);
    assert.equal(run.task.taskId, taskId);
    await assertAnswered(run);
    const next = await oneAhead(lab);
    await stopped(lab, run);
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    assert.ok(address !== null && typeof address === 'object');
    const portMappings = [{ containerPort: 80, hostPort: address.port }];
    const taken = container('app', obedient, { portMappings });
    const refused = await lab.runner.plan(task([taken], { networkMode: 'bridge' }), { portConflict: 'fail' });
    assert.equal(refused.taskId, next);
    await assert.rejects(lab.runner.run(refused), { name: 'RunnerError', code: 'port-taken' });
    listener.close();
    await assertNothingLeft(lab.port, next);
    await lab.runner.dispose();
    const witness = await openLab();
    await assertNothingLeft(witness.port, next);
    await witness.runner.dispose();
  });

  test('what somebody has removed since is made anew', async () => {
    const lab = await openLab({ workspace, expected: 'many' });
    const first = await begin(lab, definition);
    await assertAnswered(first);
    const taskId = await oneAhead(lab);
    for (const { id } of await lab.port.list([`${label.task}=${taskId}`])) {
      await lab.port.kill(id);
      await lab.port.remove(id);
    }
    for (const { id } of await lab.port.listNetworks([`${label.task}=${taskId}`])) await lab.port.removeNetwork(id);
    const run = await begin(lab, definition);
    assert.equal(run.task.taskId, taskId);
    await assertAnswered(run);
    for (const one of [first, run]) await stopped(lab, one);
    await lab.runner.dispose();
  });

  test('a link that has died since is started for the task that takes it', async () => {
    const lab = await openLab({ workspace });
    for (const run of [await begin(lab, definition), await begin(lab, definition)]) {
      await assertAnswered(run);
      await stopped(lab, run);
    }
    const taskId = await oneAhead(lab);
    const [link] = await lab.port.list([`${label.task}=${taskId}`]);
    await lab.port.kill(link?.id ?? assert.fail('there is no link'));
    const run = await begin(lab, definition);
    assert.equal(run.task.taskId, taskId);
    await eventually(async () => (await lab.port.inspect(link?.id ?? ''))?.state === 'running', 'the link');
    await stopped(lab, run);
    await lab.runner.dispose();
  });
});
