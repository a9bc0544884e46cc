import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Notice } from '../../client/runner/notice';
import type { TaskDefinition } from '../../server/index';
import { container, obedient, task } from '../support/definitions';
import { adopted, begin, cleanUp, newTaskId, openLab } from '../support/lab';
import { ensureTestImage, testImage } from '../support/testImage';

/** `db` says what it is made of; `web` waits for it. */
const says = (word: string, stopTimeout: number, more: Partial<TaskDefinition> = {}): TaskDefinition =>
  task(
    [
      container('db', `echo "db is $WORD"; ${obedient}`, { stopTimeout, environment: [{ name: 'WORD', value: word }] }),
      container('web', obedient, { after: { db: 'START' } }),
    ],
    { networkMode: 'awsvpc', ...more },
  );

describe('a file that is changed while its task runs', () => {
  test('makes one container anew, and whoever takes the task over knows it as it is now', async () => {
    const lab = await openLab();
    const notices: Notice[] = [];
    const run = await begin(lab, says('old', 2), {}, { notice: (notice) => notices.push(notice) });
    const { taskId, containers: before } = await run.task.started;
    await run.untilLine('db: db is old');
    const planAgain = async (definition: TaskDefinition) => lab.runner.plan(definition, { taskId });

    assert.deepEqual(await lab.runner.update(await planAgain(says('old', 2))), { kind: 'nothing' });
    assert.deepEqual(await lab.runner.update(await planAgain(says('new', 3))), {
      kind: 'containers',
      containers: [{ name: 'db', members: ['stopTimeout', 'environment'] }],
    });
    await run.untilLine('db: db is new');
    const idOf = (name: string, of = run.task.snapshot().containers) => of.find((one) => one.name === name)?.runtimeId;
    assert.equal(idOf('web'), idOf('web', before));
    assert.notEqual(idOf('db'), idOf('db', before));
    assert.equal(run.task.snapshot().lastStatus, 'RUNNING');
    assert.deepEqual(
      notices.filter(({ code }) => code === 'container-replaced').map(({ pointer }) => pointer),
      ['/containerDefinitions/0'],
    );

    const change = await lab.runner.update(await planAgain(says('new', 3, { cpu: '256', memory: '512' })));
    assert.deepEqual(change, { kind: 'task', why: 'cpu, memory were changed' });

    await lab.runner.dispose();
    const second = await openLab({ store: lab.store });
    await assert.rejects(second.runner.update(await second.runner.plan(says('newer', 4), { taskId })), /not driven/);
    const { containers } = await second.runner.inspect(taskId);
    assert.deepEqual(
      containers.map(({ name, stopTimeout }) => [name, stopTimeout]),
      [
        ['db', 3],
        ['web', 2],
      ],
    );
    const again = await adopted(second, taskId);
    await second.runner.stop(taskId);
    assert.equal((await cleanUp(second, again)).stopCode, 'UserInitiated');
    await second.runner.dispose();
  });

  test('keeps the image of its task when that is built anew, and says so at the next save', async () => {
    const lab = await openLab();
    const [image, other] = [`taskdef-test/built-${newTaskId()}:dev`, `taskdef-test/built-${newTaskId()}:dev`];
    await lab.port.tagImage(testImage, image);
    await ensureTestImage(lab.port, other, { Labels: { build: 'second' } });
    const notices: Notice[] = [];
    const made = (stopTimeout: number) =>
      task([container('app', obedient, { image, stopTimeout }), container('b', obedient)]);
    const run = await begin(lab, made(2), {}, { notice: (notice) => notices.push(notice) });
    const { taskId } = await run.task.started;
    const save = async (stopTimeout: number) => lab.runner.update(await lab.runner.plan(made(stopTimeout), { taskId }));
    assert.deepEqual([await save(2), notices.map(({ code }) => code)], [{ kind: 'nothing' }, []]);

    await lab.port.tagImage(other, image);
    for (let time = 0; time < 2; time++) assert.deepEqual(await save(2), { kind: 'nothing' });
    assert.deepEqual(
      notices.map(({ code, pointer }) => `${code} ${pointer}`),
      ['image-moved /containerDefinitions/0/image'],
    );
    assert.match(notices[0]?.text ?? '', /^app runs what \S+:dev was when the task began.*\. Run the file again/);
    await lab.runner.stop(taskId);
    await cleanUp(lab, run);
    for (const name of [image, other]) await lab.port.removeImage(name);
    await lab.runner.dispose();
  });
});
