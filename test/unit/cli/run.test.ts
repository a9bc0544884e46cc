import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, describe, test } from 'node:test';
import { askForPort } from '../../../client/cli/run/askForPort';
import { askOnce } from '../../../client/cli/run/makePlan';
import { RunnerError } from '../../../client/runner/errors';
import { eventually } from '../../support/eventually';
import { FakeRunner, container, snapshot, taskId } from './fakeRunner';
import { FakeTerminal, folderWith, taskdef } from './support';

const twoContainers = JSON.stringify({
  family: 'webserver',
  containerDefinitions: [
    { name: 'web', image: 'nginx:1.27', memory: 64 },
    { name: 'sidecar', image: 'envoy:1', memory: 64, essential: false },
  ],
});

/** Starts `taskdef run` on a file and hands over what a test drives; `ended` settles with what was printed. */
function start(
  t: TestContext,
  args: readonly string[] = [],
  prepare: (runner: FakeRunner, folder: string) => void = () => undefined,
  beside: Readonly<Record<string, string>> = {},
) {
  const runner = new FakeRunner();
  const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': twoContainers, ...beside }));
  prepare(runner, terminal.cwd);
  const began = new Promise<void>((resolve) => (runner.begun = resolve));
  const ended = taskdef(['run', 'task-definition.json', ...args], terminal, async () => runner);
  return { runner, terminal, ended, began };
}

const exit = (name: string, exitCode: number) => ({ container: name, status: 'STOPPED' as const, exitCode, at: 0 });

describe('taskdef run ends with the status of the task', () => {
  test('the first essential container that ended', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.observer.transition?.(exit('sidecar', 7));
    runner.observer.transition?.(exit('web', 3));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    assert.equal((await ended).status, 3);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });

  test('a task that failed to start is 1, with the reason', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.observer.transition?.(exit('web', 143));
    runner.stopped(
      snapshot({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: no' }),
    );
    const { status, err } = await ended;
    assert.equal(status, 1);
    assert.match(err, /^task {5}TaskFailedToStart: CannotPullContainerError: no$/m);
  });

  test('an outcome nobody knows is 1', async (t) => {
    const { runner, ended, began } = start(t);
    await began;
    runner.stopped(snapshot({ lastStatus: 'STOPPED', containers: [container({ exitCode: undefined })] }));
    assert.equal((await ended).status, 1);
  });
});

describe('taskdef run takes overrides from a file', () => {
  for (const [name, why] of [
    ['gone.json', 'there is no such file or folder.'],
    ['.', 'this is a folder, not a file.'],
  ] as const)
    test(`which can be read, unlike ${name}`, async (t) => {
      const { runner, terminal, ended } = start(t, ['--local', name]);
      const { status, err } = await ended;
      const at = path.join(terminal.cwd, name);
      assert.equal(err, `taskdef: --local ${at}: ${why}\nCorrect its path, or run without it.\n`);
      assert.equal(status, 2);
      assert.deepEqual(runner.asked, []);
    });

  const cases = [
    { args: [], local: undefined, says: 'the one beside the definition, when there is one' },
    { args: ['--local', 'mine.json'], local: 'mine.json', says: 'another one' },
    { args: ['--no-local'], local: false, says: 'none' },
  ];
  for (const { args, local, says } of cases)
    test(says, async (t) => {
      const { runner, terminal, ended, began } = start(t, args, undefined, { 'mine.json': '{}' });
      await began;
      runner.stopped();
      await ended;
      const expected = typeof local === 'string' ? path.join(terminal.cwd, local) : local;
      assert.equal(runner.options.local, expected);
    });
});

test('taskdef run says what the project has the definition for where it does not say so', async (t) => {
  const project = { '.taskdefrc.json': '{ "launchType": "EXTERNAL" }' };
  const { runner, ended, began } = start(t, [], undefined, project);
  await began;
  runner.stopped();
  await ended;
  assert.equal(runner.options.launchType, 'EXTERNAL');
});

test('taskdef run says how the project has set the rules', async (t) => {
  const rules = { '.taskdefrc.json': '{ "rules": { "fargate-privileged": "off" } }' };
  const { runner, ended, began } = start(t, ['--launch-type', 'FARGATE'], undefined, rules);
  await began;
  runner.stopped();
  await ended;
  assert.equal(runner.options.severities?.['fargate-privileged'], 'off');
});

describe('taskdef run tells what happens', () => {
  test('logs to standard output, everything else to standard error', async (t) => {
    const notice = { code: 'x', pointer: '/cpu', verdict: 'ignored', text: 'Locally there is no limit.' } as const;
    const { runner, ended, began } = start(t, [], (runner) => (runner.planned = { notices: [notice] }));
    await began;
    runner.observer.transition?.({ container: 'web', status: 'RUNNING', at: 0 });
    runner.running();
    runner.observer.log?.({ container: 'sidecar', stream: 'stderr', time: 0, text: 'ready' });
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 0, text: '\u001b[31mred' });
    await new Promise(setImmediate);
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited', stoppedReason: 'done' }));
    const { out, err } = await ended;
    assert.equal(out, 'sidecar | ready\nweb     | \u001b[31mred\n');
    assert.deepEqual(err.split('\n').slice(1), [
      'task     Different from ECS:',
      '         - Locally there is no limit. (ignored, /cpu)',
      'web      RUNNING',
      'web      http://127.0.0.1:8080 → container port 80/tcp',
      'task     EssentialContainerExited: done',
      '',
    ]);
  });

  test('a JSON object a line for tools', async (t) => {
    const { runner, ended, began } = start(t, ['--format', 'json']);
    await began;
    runner.observer.transition?.({ container: 'web', status: 'RUNNING', at: 5 });
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 6, text: 'hi' });
    runner.stopped();
    const { out } = await ended;
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['planned', 'transition', 'log', 'stopped'],
    );
    assert.deepEqual(events[1], { event: 'transition', container: 'web', status: 'RUNNING', at: 5 });
  });

  test('--detach prints the task id, no logs, and that nobody looks after the task', async (t) => {
    const { runner, ended, began } = start(t, ['--detach']);
    await began;
    runner.observer.log?.({ container: 'web', stream: 'stdout', time: 0, text: 'hi' });
    runner.running();
    const { status, out, err } = await ended;
    assert.deepEqual([status, out], [0, `${taskId}\n`]);
    assert.match(err, /nobody enforces essential and dependsOn/);
    assert.deepEqual(runner.asked, ['run', 'dispose']);
  });

  test('--detach prints events only for tools', async (t) => {
    const { runner, ended, began } = start(t, ['--detach', '--format', 'json']);
    await began;
    runner.running();
    const { status, out } = await ended;
    const events = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    assert.deepEqual([status, events], [0, ['planned', 'running', 'note']]);
  });

  test('--detach of a task that does not come up fails, and leaves nothing', async (t) => {
    const { runner, ended, began } = start(t, ['--detach']);
    await began;
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason: 'no image' }));
    const { status, out } = await ended;
    assert.deepEqual([status, out], [1, '']);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });
});

describe('taskdef run can be ended early', () => {
  async function interruptedTwice(t: TestContext): Promise<ReturnType<typeof start>> {
    const started = start(t);
    await started.began;
    started.runner.running();
    await new Promise(setImmediate);
    started.terminal.interrupt();
    started.terminal.interrupt();
    return started;
  }

  test('Ctrl-C stops, a second one kills', async (t) => {
    const { runner, ended } = await interruptedTwice(t);
    runner.observer.transition?.(exit('web', 137));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'UserInitiated' }));
    assert.equal((await ended).status, 137);
    assert.deepEqual(runner.asked, [
      'run',
      'stop: Task stopped by user',
      'kill: Task stopped by user',
      'remove 0123',
      'dispose',
    ]);
  });

  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    test(`a third time, by ${signal}, nothing is waited for any more, and it says what may be left`, async (t) => {
      const { runner, terminal, ended } = await interruptedTwice(t);
      assert.equal(terminal.left, undefined);
      terminal.interrupt(signal);
      assert.equal(terminal.left, status);
      assert.match(terminal.warned, /ended without waiting.*: taskdef ps\n.*taskdef stop 0123.*: taskdef rm 0123.*\n$/);
      runner.stopped();
      await ended;
    });

  test('what an engine that does not answer was asked is still to be done', async (t) => {
    const { runner, terminal, ended, began } = start(t, [], (runner) => {
      runner.stop = async () => Promise.reject(new RunnerError('engine-lost', 'It does not answer.', 'Start it.'));
    });
    await began;
    runner.observer.engine?.({ reachable: false });
    terminal.interrupt();
    await new Promise(setImmediate);
    runner.stopped();
    assert.match((await ended).err, /waiting for it\n.*once more kills\n.*done as soon as the engine answers\n/);
  });

  for (const [how, args, status] of [
    ['Ctrl-C', [], 130],
    ['--timeout', ['--timeout', '0.01'], 124],
  ] as const)
    test(`${how} before there is a task just ends`, async (t) => {
      const { runner, terminal, ended } = start(t, args, (runner) => {
        runner.failing = async (signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(new RunnerError('cancelled', 'Cancelled.', 'Try again.')));
            if (how === 'Ctrl-C') terminal.interrupt();
          });
      });
      const { status: ending, err } = await ended;
      assert.equal(ending, status);
      assert.doesNotMatch(err, /ancelled|order ECS does/);
      assert.deepEqual(runner.asked, ['dispose']);
    });

  test('Ctrl-C hides no other reason why there is none', async (t) => {
    const { terminal, ended } = start(t, [], (runner) => {
      runner.failing = async () => {
        terminal.interrupt();
        throw new RunnerError('engine-lost', 'The engine is gone.', 'Start it.');
      };
    });
    assert.match((await ended).err, /^taskdef: The engine is gone\.$/m);
  });

  test('--timeout stops and ends with 124', async (t) => {
    const { runner, ended, began } = start(t, ['--timeout', '0.01']);
    await began;
    runner.running();
    while (!runner.asked.some((what) => what.startsWith('stop'))) await new Promise(setImmediate);
    runner.observer.transition?.(exit('web', 0));
    runner.stopped();
    assert.equal((await ended).status, 124);
    assert.ok(runner.asked.includes('stop: Stopped after 0.01 seconds'));
  });
});

describe('taskdef run --keep', () => {
  test('leaves a task that failed, and says how to remove it', async (t) => {
    const { runner, ended, began } = start(t, ['--keep']);
    await began;
    runner.observer.transition?.(exit('web', 3));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    const { status, err } = await ended;
    assert.equal(status, 3);
    assert.match(err, /its containers are kept: .*; remove them with: taskdef rm 0123456789ab$/m);
    assert.deepEqual(runner.asked, ['run', 'dispose']);
  });

  test('leaves nothing of one that did not fail', async (t) => {
    const { runner, ended, began } = start(t, ['--keep']);
    await began;
    runner.observer.transition?.(exit('web', 0));
    runner.stopped(snapshot({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' }));
    assert.equal((await ended).status, 0);
    assert.deepEqual(runner.asked, ['run', 'remove 0123', 'dispose']);
  });
});

describe('taskdef run --watch', () => {
  const watching = async (t: TestContext, givenBy: readonly string[] = []) => {
    const { runner, terminal, ended, began } = start(t, ['--watch'], (fake, folder) => {
      fake.planned = { givenBy: givenBy.map((name) => path.join(folder, name)) };
    });
    await began;
    await new Promise(setImmediate);
    const save = (name: string, text: string) => writeFileSync(path.join(terminal.cwd, name), text);
    const asked = (what: string) =>
      eventually(() => runner.asked.some((one) => one.startsWith(what)), `${what} in ${runner.asked.join()}`);
    return { runner, terminal, ended, save, asked };
  };

  test('follows the file, and the one of overrides', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    save('task-definition.json', twoContainers.replace('1.27', '1.28'));
    await asked('update');
    assert.equal(runner.options.taskId, taskId);
    runner.asked.length = 0;
    save('ecs.local.json', '{}');
    await asked('update');
    runner.stopped();
    assert.match((await ended).err, /nothing has changed that the running task is made of/);
  });

  test('follows the files that give it values, which may not be there yet', async (t) => {
    const names = ['web.env', 'not/here.txt'];
    const { runner, ended, save, asked } = await watching(t, names);
    save('web.env', 'A=1');
    await asked('update');
    runner.stopped();
    await ended;
  });

  test('never takes over a file with errors', async (t) => {
    const { runner, terminal, ended, save } = await watching(t);
    save('task-definition.json', '{ "family": ');
    await eventually(() => terminal.warned.includes('the task was left as it is'), terminal.warned);
    runner.stopped();
    await ended;
    assert.ok(!runner.asked.includes('update'));
  });

  test('starts the whole task anew when the change is about that', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    runner.change = { kind: 'task', why: 'cpu was changed' };
    save('task-definition.json', twoContainers.replace('"family"', '"cpu": "256", "memory": "512", "family"'));
    await asked('stop');
    runner.stopped();
    const { err } = await ended;
    assert.match(err, /the whole task starts anew: cpu was changed/);
    const again = ['remove 0123', 'run', 'remove 0123', 'dispose'];
    assert.deepEqual(runner.asked, ['run', 'update', 'stop: Started anew, since its file was changed', ...again]);
    assert.equal(runner.options.taskId, undefined);
  });

  test('starts it as it was when the file is being changed again', async (t) => {
    const { runner, ended, save, asked } = await watching(t);
    runner.change = { kind: 'task', why: 'cpu was changed' };
    save('task-definition.json', twoContainers.replace('"family"', '"cpu": "256", "memory": "512", "family"'));
    await asked('stop');
    save('task-definition.json', '{ "family": ');
    runner.stopped();
    await ended;
    assert.equal(runner.asked.filter((one) => one === 'run').length, 2);
  });

  test('is not for a task that is let go', async (t) => {
    const { ended } = start(t, ['--watch', '--detach']);
    assert.equal((await ended).status, 2);
  });
});

describe('what a task asks of the machine', () => {
  const demand = (text: string) => ({ kind: 'mounts' as const, pointer: '', text });

  test('is agreed to by a person, once for each thing', async () => {
    const asked: string[] = [];
    const agree = askOnce(async (question) => (asked.push(question), 'y'));
    assert.ok(await agree([demand('web gets /etc')]));
    assert.ok(await agree([demand('web gets /etc')]));
    assert.ok(await agree([demand('web gets /etc'), demand('web gets /var')]));
    assert.equal(asked.length, 2);
    assert.match(asked[1]!, /\n- web gets \/var\nRun it all the same\? \[y\/N\] $/);
  });

  for (const answer of ['', 'n', 'what'])
    test(`is refused with "${answer}"`, async () => {
      assert.equal(await askOnce(async () => answer)([demand('web gets /etc')]), false);
    });
});

describe('taskdef run does not begin', () => {
  const refused = async (t: TestContext, args: readonly string[], prepare?: (runner: FakeRunner) => void) => {
    const { runner, ended } = start(t, args, prepare);
    const { status, err } = await ended;
    assert.ok(!runner.asked.includes('run'));
    return { status, err };
  };

  test('with a container that the file does not have', async (t) => {
    const { status, err } = await refused(t, ['--image', 'wbe=x']);
    assert.deepEqual(
      [status, err],
      [2, 'taskdef: --image names the container "wbe", which the file does not have.\nDid you mean web?\n'],
    );
  });

  test('when it asks for more than was agreed to', async (t) => {
    const text = 'container web gets every privilege of this machine';
    const { status, err } = await refused(t, [], (runner) => {
      runner.planned = { demands: [{ kind: 'privileged', pointer: '/containerDefinitions/0/privileged', text }] };
    });
    assert.equal(status, 1);
    assert.match(err, /container web gets every privilege of this machine\nIf you trust .* add: --allow privileged\n$/);
  });

  test('when it cannot run here', async (t) => {
    const { status, err } = await refused(t, [], (runner) => {
      runner.planned = {
        refusals: [{ code: 'w', pointer: '/a', text: 'Windows only.', next: 'Use a Windows engine.' }],
      };
    });
    assert.deepEqual(
      [status, err],
      [1, 'taskdef: this task cannot run here:\n- Windows only. (/a)\n  Use a Windows engine.\n'],
    );
  });

  test('without an engine', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': twoContainers }));
    const error = new RunnerError('no-engine', 'No Docker engine answers.', 'Start Docker.');
    const { status, err } = await taskdef(['run', 'task-definition.json'], terminal, () => Promise.reject(error));
    assert.deepEqual([status, err], [1, 'taskdef: No Docker engine answers.\nStart Docker.\n']);
  });

  test('when there is no such file, or no task definition in it', async (t) => {
    const terminal = new FakeTerminal(folderWith(t, { 'a.json': '{"a":1}' }));
    assert.match((await taskdef(['run', 'gone.json'], terminal)).err, /^taskdef: gone\.json: there is no such file/);
    assert.equal((await taskdef(['run', 'gone.json'], terminal)).status, 2);
    assert.match((await taskdef(['run', 'a.json'], terminal)).err, /a\.json is not a task definition/);
  });
});

describe('taskdef run of a template', () => {
  const template = twoContainers.replace('nginx:1.27', '${IMAGE}');
  const files = { 'task-definition.json': template, '.taskdefrc.json': '{ "values": { "IMAGE": "web:1" } }' };

  /** The image that container `web` was planned with. */
  const imageOf = async (terminal: FakeTerminal, ...args: string[]) => {
    const runner = new FakeRunner();
    let image: string | undefined;
    runner.begun = () => runner.stopped(snapshot({ lastStatus: 'STOPPED' }));
    const plan = runner.plan.bind(runner);
    runner.plan = async (definition, options) => {
      image = definition.containerDefinitions?.[0]?.image;
      return plan(definition, options);
    };
    const { err } = await taskdef(['run', ...args], terminal, async () => runner);
    return image ?? err;
  };

  test('has the values of its configuration', async (t) => {
    const terminal = () => new FakeTerminal(folderWith(t, files));
    assert.equal(await imageOf(terminal(), 'task-definition.json'), 'web:1');
    assert.equal(await imageOf(terminal(), 'task-definition.json', '--no-config'), '${IMAGE}');
    assert.match(await imageOf(terminal(), 'task-definition.json', '--config', 'gone.json'), /there is no such file/);
  });

  test('comes through standard input when it is rendered by another program', async (t) => {
    const folder = folderWith(t, {});
    assert.equal(await imageOf(new FakeTerminal(folder, twoContainers), '-'), 'nginx:1.27');
    const watching = await imageOf(new FakeTerminal(folder, twoContainers), '-', '--watch');
    assert.equal(watching, 'taskdef: standard input cannot be watched.\nName a file, or leave out --watch.\n');
  });
});

describe('a taken port', () => {
  const wish = {
    container: 'web',
    containerPort: 80,
    protocol: 'tcp',
    hostIps: ['127.0.0.1'],
    hostPort: 80,
    pointer: '',
  } as const;

  for (const [answer, port] of [
    ['', 8080],
    ['y', 8080],
    ['YES ', 8080],
    ['n', undefined],
    ['what', undefined],
  ] as const) {
    test(`answered with "${answer}"`, async () => {
      const asked: string[] = [];
      const ask = async (question: string) => (asked.push(question), answer);
      assert.equal(await askForPort(ask, new AbortController().signal)(wish, 'task shop', 8080), port);
      assert.deepEqual(asked, ['Port 80 for web is taken by task shop. Publish it on 8080 instead? [Y/n] ']);
    });
  }

  test('is not replaced where there is no answer, as after Ctrl-C', async () => {
    const ask = () => Promise.reject(new Error('there was no answer.'));
    assert.equal(await askForPort(ask, new AbortController().signal)(wish, undefined, 8080), undefined);
  });
});

describe('what taskdef run passes on', () => {
  test('overrides, agreements and the folder of the checkout', async (t) => {
    const args =
      '--image web=a/b:1 --image sidecar=c --env web.A=1 --env web.B.C=x=y --allow host,mounts --allow privileged';
    const { runner, terminal, ended, began } = start(t, args.split(' '));
    await began;
    runner.stopped();
    await ended;
    const { images, environment, allow, portConflict, file, workspace } = runner.options;
    assert.deepEqual({ ...images }, { web: 'a/b:1', sidecar: 'c' });
    assert.deepEqual(environment, { web: { A: '1', 'B.C': 'x=y' } });
    assert.deepEqual(allow, ['host', 'mounts', 'privileged']);
    assert.equal(portConflict, 'fail');
    assert.equal(file, path.join(terminal.cwd, 'task-definition.json'));
    assert.equal(workspace, terminal.cwd);
  });
});
