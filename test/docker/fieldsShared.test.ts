import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { container, obedient, task } from '../support/definitions';
import { begin, cleanUp, newTaskId, openLab, runToEnd, type Lab } from '../support/lab';
import { ensureTestImage } from '../support/testImage';

describe('what containers of a task, or tasks of a workspace, share', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(async () => lab.runner.dispose());

  for (const networkMode of ['awsvpc', 'bridge', 'none'] as const)
    test(`C12: processes and shared memory of the task, network mode ${networkMode}`, async () => {
      const definition = task(
        [
          container('owner', 'echo segment > /dev/shm/seen; exec sleep 1234', { essential: false }),
          container(
            'looker',
            'until [ -f /dev/shm/seen ]; do sleep 0.1; done; cat /dev/shm/seen; ps | grep -c "sleep [1]234"',
            {
              after: { owner: 'START' },
            },
          ),
        ],
        { networkMode, pidMode: 'task', ipcMode: 'task' },
      );
      const { run } = await runToEnd(lab, definition);
      assert.deepEqual(run.lines, ['looker: segment', 'looker: 1']);
    });

  test("C12: with pidMode host the processes of the engine's machine are seen", async () => {
    const definition = task([container('looker', 'ps | grep -q "[d]ockerd"')], { pidMode: 'host' });
    assert.equal((await runToEnd(lab, definition)).end.containers[0]?.exitCode, 0);
  });

  test('processes and shared memory are not shared unless the definition says so', async () => {
    const { run } = await runToEnd(
      lab,
      task(
        [
          container('owner', 'echo segment > /dev/shm/seen; exec sleep 1234', { essential: false }),
          container('looker', 'ls /dev/shm | wc -l; ps | grep -c "sleep [1]234"', { after: { owner: 'START' } }),
        ],
        { networkMode: 'awsvpc' },
      ),
    );
    assert.deepEqual(run.lines, ['looker: 0', 'looker: 0']);
  });

  test('V2: the volume of another container, which its image asks for, to read or to write', async () => {
    const image = `taskdef-test/volume-${newTaskId()}:1`;
    await ensureTestImage(lab.port, image, { Volumes: { '/data': {} } });
    const reader = (name: string, readOnly?: boolean) =>
      container(name, 'touch /data/f || exit 42', {
        essential: false,
        volumesFrom: [{ sourceContainer: 'source', ...(readOnly === undefined ? {} : { readOnly }) }],
      });
    const definition = task([
      container('source', obedient, { image }),
      reader('sealed', true),
      reader('unsaid'),
      reader('open', false),
    ]);
    const run = await begin(lab, definition);
    for (const event of ['sealed STOPPED(42)', 'unsaid STOPPED(0)', 'open STOPPED(0)']) await run.until(event);
    await lab.runner.stop(run.task.taskId);
    const { mounts } = (await lab.runner.inspect(run.task.taskId)).containers[0] ?? {};
    assert.deepEqual(
      mounts?.map(({ destination }) => destination),
      ['/data'],
    );
    const volume = path.basename(path.dirname(mounts?.[0]?.source ?? ''));
    assert.ok(await lab.port.volumeExists(volume));
    await cleanUp(lab, run);
    assert.ok(!(await lab.port.volumeExists(volume)));
    await lab.port.removeImage(image);
  });

  test('V6: tasks that name one file system see one stand-in, which outlives them', async () => {
    const fileSystemId = `fs-${newTaskId()}`;
    const definition = task(
      [
        container('main', 'cat /efs/file 2>/dev/null; echo kept > /efs/file', {
          mountPoints: [{ sourceVolume: 'shared', containerPath: '/efs' }],
        }),
      ],
      { volumes: [{ name: 'shared', efsVolumeConfiguration: { fileSystemId } }] },
    );
    assert.deepEqual((await runToEnd(lab, definition)).run.lines, []);
    assert.deepEqual((await runToEnd(lab, { ...definition, family: 'another' })).run.lines, ['main: kept']);
    const plan = await lab.runner.plan(definition);
    const notice = plan.notices.find(({ code }) => code === 'efs-stand-in');
    const [volume] = plan.volumes;
    assert.ok(volume && notice?.text.includes(volume.dockerName));
    await lab.port.removeVolume(volume.dockerName);
  });

  test('a GPU the engine does not have is refused before anything is made, and can be done without', async () => {
    const definition = task([container('main', 'true', { resourceRequirements: [{ type: 'GPU', value: '1' }] })]);
    const { gpu } = lab.runner.engine;
    const { refusals } = await lab.runner.plan(definition);
    assert.deepEqual(
      refusals.map(({ code }) => code),
      gpu === false ? ['gpu-missing'] : [],
    );
    const containers = { main: { resourceRequirements: [] } };
    await runToEnd(lab, definition, { overrides: { from: 'a test', containers } });
  });
});
