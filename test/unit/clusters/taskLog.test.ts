import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exitCodeBrief, exitCodeText } from '../../../client/clusters/exitCodes';
import { mayBeOutOfMemory, outOfMemory } from '../../../client/runner/reasons';
import type { ContainerSnapshot } from '../../../client/runner/runner';
import { TaskLog, withoutEscapes } from '../../../client/clusters/taskLog';

function logOf(containers: readonly string[], act: (log: TaskLog) => void): string[] {
  const lines: string[] = [];
  act(new TaskLog({ appendLine: (line) => lines.push(line) }, containers));
  return lines;
}

const plan = {
  taskArn: 'arn:aws:ecs:us-east-1:000000000000:task/local/abc',
  family: 'shop',
  target: 'FARGATE',
  networkMode: 'awsvpc',
  notices: [
    { code: 'role', pointer: '/taskRoleArn', verdict: 'ignored', text: 'No credentials are given to the containers.' },
    { code: 'region', pointer: '', verdict: 'approximated', text: 'Nothing tells the Region.' },
  ],
} as const;

describe('the log of a task', () => {
  test('begins with what is run and how it differs from ECS', () => {
    assert.deepEqual(
      logOf(['web'], (log) => log.begin(plan)),
      [
        'task │ shop as FARGATE with awsvpc networking, arn:aws:ecs:us-east-1:000000000000:task/local/abc',
        'task │ Unlike on ECS:',
        'task │   • No credentials are given to the containers. (ignored, /taskRoleArn)',
        'task │   • Nothing tells the Region. (approximated)',
      ],
    );
  });

  test('says nothing of differences when there are none', () => {
    assert.equal(logOf(['web'], (log) => log.begin({ ...plan, notices: [] })).length, 1);
  });

  test('tells a difference that shows later, and what is said of the run, where they happen', () => {
    const lines = logOf(['web'], (log) => {
      log.observer().notice?.(plan.notices[0]);
      log.note('follows taskdef.json');
      log.observer().engine?.({ reachable: false });
      log.observer().engine?.({ reachable: true });
    });
    assert.deepEqual(lines, [
      'task │   • No credentials are given to the containers. (ignored, /taskRoleArn)',
      'task │ — follows taskdef.json',
      'task │ — the engine does not answer; waiting for it',
      'task │ — the engine answers again',
    ]);
  });

  test('puts each line behind the name of its container, in one column', () => {
    const lines = logOf(['web', 'database'], (log) => {
      log.write({ container: 'web', stream: 'stdout', time: 0, text: 'GET / 200' });
      log.write({ container: 'database', stream: 'stderr', time: 0, text: '' });
    });
    assert.deepEqual(lines, ['web      │ GET / 200', 'database │ ']);
  });

  test('tells each step, and pulling once a container', () => {
    const lines = logOf(['web'], (log) => {
      const observer = log.observer();
      const layer = { container: 'web', image: 'nginx', layer: 'a', status: 'Downloading' };
      observer.transition?.({ status: 'PENDING', at: 0 });
      observer.transition?.({ container: '~internal~ecs~pause', status: 'RUNNING', at: 0 });
      observer.pulling?.(layer);
      observer.pulling?.({ ...layer, layer: 'b' });
      observer.transition?.({ container: 'web', status: 'RUNNING', health: 'HEALTHY', at: 0 });
      observer.transition?.({ container: 'web', status: 'STOPPED', exitCode: 1, reason: 'Broken', at: 0 });
      log.end({ stopCode: 'EssentialContainerExited' });
      log.end({ stopCode: undefined });
    });
    assert.deepEqual(lines, [
      'task │ — PENDING',
      'web  │ — pulling nginx',
      'web  │ — RUNNING, healthy',
      'web  │ — STOPPED · exit code 1 · Broken',
      'task │ — ended, stop code EssentialContainerExited',
      'task │ — ended',
    ]);
  });

  test('says which port was taken', () => {
    const wish = {
      container: 'web',
      containerPort: 80,
      protocol: 'tcp',
      hostIps: ['127.0.0.1'],
      hostPort: 80,
      pointer: '/containerDefinitions/0/portMappings/0',
    } as const;
    const lines = logOf(['web'], (log) => log.observer().remapped?.(wish, 18080));
    assert.deepEqual(lines, ['web  │ — port 80 is taken: published on 18080 instead']);
  });

  test('drops what only a terminal understands', () => {
    assert.equal(withoutEscapes('\u001b[1;32mready\u001b[0m'), 'ready');
    assert.equal(withoutEscapes('50%\r100%\r'), '50%100%');
    assert.equal(
      withoutEscapes('\u001b]0;title\u0007text \u001b]8;;http://a\u001b\\link\u001b]8;;\u001b\\'),
      'text link',
    );
    assert.equal(withoutEscapes('plain [0m text'), 'plain [0m text');
  });
});

describe('exit codes', () => {
  type Known = Partial<Pick<ContainerSnapshot, 'reason' | 'why'>>;
  const cases: readonly [number, string, known?: Known][] = [
    [0, 'exit code 0 (success)'],
    [1, 'exit code 1'],
    [127, 'exit code 127 (the command was not found)'],
    [137, 'exit code 137 (SIGKILL, killed)'],
    [143, 'exit code 143 (SIGTERM, asked to stop)'],
    [125, 'exit code 125 (the engine could not run it)'],
    [126, 'exit code 126 (the command is not executable)'],
    [128, 'exit code 128'],
    [134, 'exit code 134 (SIGABRT, aborted by itself)'],
    [139, 'exit code 139 (SIGSEGV, bad memory access)'],
    [255, 'exit code 255'],
    [
      128,
      'exit code 128 (the engine could not start it)',
      { reason: 'CannotStartContainerError: unable to find user nosuch' },
    ],
    [
      127,
      'exit code 127 (the engine could not start it)',
      {
        reason:
          'CannotStartContainerError: OCI runtime create failed: runc create failed: unable to start container process: error ' +
          'during container init: open /proc/sys/net/foo/bar: no such file or directory: unknown',
      },
    ],
    [
      126,
      'exit code 126 (the engine could not start it)',
      {
        reason:
          'CannotStartContainerError: OCI runtime create failed: container_linux.go:380: starting container process caused: ' +
          'process_linux.go:545: container init caused: mount through procfd: permission denied: unknown',
      },
    ],
    [
      127,
      'exit code 127 (the command was not found)',
      {
        reason:
          'CannotStartContainerError: OCI runtime create failed: container_linux.go:380: starting container process caused: ' +
          'exec: "nope": executable file not found in $PATH: unknown',
      },
    ],
    [
      126,
      'exit code 126 (the command is not executable)',
      {
        reason:
          'CannotStartContainerError: runc create failed: unable to start container process: exec: "/etc": permission denied',
      },
    ],
    [
      127,
      'exit code 127 (the command was not found)',
      {
        reason: 'CannotStartContainerError: crun: executable file `nope` not found in $PATH: No such file or directory',
      },
    ],
    [137, 'exit code 137 (SIGKILL, perhaps out of memory)', mayBeOutOfMemory(6 * 1_048_576)],
    [137, 'exit code 137 (SIGKILL, out of memory)', outOfMemory],
    [
      143,
      'exit code 143 (never started: what it waited for failed)',
      { why: { kind: 'wait', on: 'db', condition: 'SUCCESS', hasTimedOut: false } },
    ],
  ];
  for (const [exitCode, text, known] of cases)
    test(text, () => assert.equal(exitCodeText({ exitCode, ...known }), text));

  test('in a narrow column', () => {
    const briefs = [0, 3, 127, 143].map((exitCode) => exitCodeBrief({ exitCode }));
    assert.deepEqual(briefs, ['0', '3', '127, the command was not found', '143, SIGTERM']);
    assert.equal(exitCodeBrief({ exitCode: 137, ...outOfMemory }), '137, out of memory');
    assert.equal(exitCodeBrief({ exitCode: 137, ...mayBeOutOfMemory(6 * 1_048_576) }), '137, perhaps out of memory');
  });
});
