import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import type { PullBehaviour } from '../../../client/runner/state';
import { container, pauseName } from './planned';
import type { Behaviour } from './simulatedContainer';
import { simulate, type Simulator } from './simulator';

/** A container `a`, beside an essential `main` that would run for ever. */
interface Row {
  readonly failure: string;
  /** What `a` is like, and whether the task can do without it. */
  readonly a: Behaviour;
  readonly essential: boolean;
  readonly main?: Partial<ContainerDefinition>;
  readonly pull?: PullBehaviour;
  readonly task?: Partial<TaskDefinition>;
  readonly happens?: (run: Simulator) => void;
  /** Of `a`: state, exit code and the beginning of its reason. */
  readonly becomes: readonly [known: string, exitCode: number | undefined, reason: string | undefined];
  /** The stopCode and stoppedReason of the task, or that it goes on. */
  readonly andTheTask: 'goes on' | readonly [stopCode: string | undefined, stoppedReason: string];
}

const failedToStart = ['TaskFailedToStart', 'Task failed to start'] as const;
const essentialExited = ['EssentialContainerExited', 'Essential container in task exited'] as const;
const noImage: Behaviour = { pullFails: 'manifest unknown', imageMissing: true };
const awsvpc = { networkMode: 'awsvpc' } as const;
const onFargate = { ...awsvpc, requiresCompatibilities: ['FARGATE'] } satisfies Partial<TaskDefinition>;
const exits = (after: number, code: number, oomKilled = false): Behaviour => ({ exits: { after, code, oomKilled } });

/** Every row of runner.md §2.9, with its variants. */
const rows: readonly Row[] = [
  ...(['always', 'once'] as const).map((pull): Row => ({
    failure: `pull, behaviour ${pull}`,
    ...{ a: { pullFails: 'manifest unknown' }, essential: false, pull },
    becomes: ['STOPPED', undefined, 'CannotPullImageManifestError: manifest unknown'],
    andTheTask: failedToStart,
  })),
  ...(['default', 'prefer-cached'] as const).map((pull): Row => ({
    failure: `pull, behaviour ${pull}, the image is in the cache`,
    ...{ a: { pullFails: 'manifest unknown' }, essential: true, pull },
    becomes: ['RUNNING', undefined, undefined],
    andTheTask: 'goes on',
  })),
  {
    failure: 'pull, no cache, essential',
    ...{ a: noImage, essential: true },
    becomes: ['STOPPED', undefined, 'CannotPullContainerError: manifest unknown'],
    andTheTask: failedToStart,
  },
  {
    failure: 'pull, no cache, not essential',
    ...{ a: noImage, essential: false },
    becomes: ['STOPPED', undefined, 'CannotPullContainerError: manifest unknown'],
    andTheTask: 'goes on',
  },
  {
    failure: 'pull, no cache, on Fargate',
    ...{ a: noImage, essential: true, task: onFargate },
    becomes: ['STOPPED', undefined, 'CannotPullContainerError: manifest unknown'],
    andTheTask: ['TaskFailedToStart', 'CannotPullContainerError: manifest unknown'],
  },
  {
    failure: 'create, essential',
    ...{ a: { createFails: 'duplicate mount point' }, essential: true },
    becomes: ['STOPPED', undefined, 'CannotCreateContainerError: duplicate mount point'],
    andTheTask: failedToStart,
  },
  {
    failure: 'create, not essential',
    ...{ a: { createFails: 'duplicate mount point' }, essential: false },
    becomes: ['STOPPED', undefined, 'CannotCreateContainerError: duplicate mount point'],
    andTheTask: 'goes on',
  },
  {
    failure: 'start, essential',
    ...{ a: { startFails: { message: 'no such file', code: 127 } }, essential: true },
    becomes: ['STOPPED', 127, 'CannotStartContainerError: no such file'],
    andTheTask: failedToStart,
  },
  {
    failure: 'start, not essential',
    ...{ a: { startFails: { message: 'permission denied', code: 126 } }, essential: false },
    becomes: ['STOPPED', 126, 'CannotStartContainerError: permission denied'],
    andTheTask: 'goes on',
  },
  ...[0, 1].map((code): Row => ({
    failure: `an essential container exits with ${code}`,
    ...{ a: exits(5, code), essential: true },
    becomes: ['STOPPED', code, undefined],
    andTheTask: essentialExited,
  })),
  {
    failure: 'all that are not essential are gone',
    ...{ a: exits(5, 1), essential: false },
    becomes: ['STOPPED', 1, undefined],
    andTheTask: 'goes on',
  },
  {
    failure: 'an essential container exits while others are still to be started',
    ...{ a: { ...exits(5, 0), takes: { start: 0 } }, essential: true },
    main: { dependsOn: [{ containerName: 'a', condition: 'HEALTHY' }] },
    becomes: ['STOPPED', 0, undefined],
    andTheTask: essentialExited,
  },
  {
    failure: 'out of memory, essential',
    ...{ a: exits(5, 137, true), essential: true },
    becomes: ['STOPPED', 137, 'OutOfMemoryError: Container killed due to memory usage'],
    andTheTask: essentialExited,
  },
  {
    failure: 'out of memory, not essential',
    ...{ a: exits(5, 137, true), essential: false },
    becomes: ['STOPPED', 137, 'OutOfMemoryError: Container killed due to memory usage'],
    andTheTask: 'goes on',
  },
  {
    failure: 'out of memory of a child only',
    ...{ a: exits(5, 0, true), essential: false },
    becomes: ['STOPPED', 0, undefined],
    andTheTask: 'goes on',
  },
  {
    failure: 'a secret, an environment file or a volume',
    ...{ a: {}, essential: true },
    happens: (run) =>
      run.at(-1, () =>
        run.send({ type: 'resourceFailed', error: { name: 'VolumeError', message: 'there is no volume data' } }),
      ),
    becomes: ['STOPPED', undefined, undefined],
    andTheTask: ['TaskFailedToStart', 'VolumeError: there is no volume data'],
  },
  {
    failure: 'the pause dies',
    ...{ a: {}, essential: false, task: awsvpc },
    happens: (run) => run.at(5, () => run.exit(pauseName, 137)),
    becomes: ['STOPPED', 137, undefined],
    andTheTask: [
      'EssentialContainerExited',
      'ContainerNetworkingError: network namespace lost: the pause container that held it has stopped',
    ],
  },
  {
    failure: 'removed by hand, essential',
    ...{ a: {}, essential: true },
    happens: (run) => run.at(5, () => run.vanish('a')),
    becomes: ['STOPPED', undefined, 'ContainerVanishedError: '],
    andTheTask: essentialExited,
  },
  {
    failure: 'removed by hand, not essential',
    ...{ a: {}, essential: false },
    happens: (run) => run.at(5, () => run.vanish('a')),
    becomes: ['STOPPED', undefined, 'ContainerVanishedError: '],
    andTheTask: 'goes on',
  },
  {
    failure: 'the engine was away, and the task is gone with it',
    ...{ a: {}, essential: true },
    happens: (run) => whileAway(run, () => (run.containers.get('a')!.state = 'gone')),
    becomes: ['STOPPED', undefined, 'ContainerVanishedError: '],
    andTheTask: [undefined, 'Local engine lost the task'],
  },
  {
    failure: 'the engine was away, and the container has ended with it',
    ...{ a: {}, essential: true },
    happens: (run) => whileAway(run, () => run.exit('a', 255)),
    becomes: ['STOPPED', 255, 'It exited while the local engine did not answer'],
    andTheTask: essentialExited,
  },
  {
    failure: 'the engine was away, and the container has done its work meanwhile',
    ...{ a: {}, essential: false },
    happens: (run) => whileAway(run, () => run.exit('a', 0)),
    becomes: ['STOPPED', 0, undefined],
    andTheTask: 'goes on',
  },
];

function whileAway(run: Simulator, what: () => void): void {
  run.at(5, () => run.lose());
  run.at(10, what);
  run.at(20, () => run.comeBack());
}

function play({ a, essential, main, pull, task, happens }: Row): Simulator {
  const healthCheck = { command: ['CMD', 'true'] };
  const run = simulate(
    [container('a', { essential, stopTimeout: 1, healthCheck }), container('main', { stopTimeout: 1, ...main })],
    { a },
    { ...task, ...(pull && { options: { pull } }) },
  );
  happens?.(run);
  return run.run(100);
}

describe('the failure matrix (runner.md §2.9)', () => {
  for (const row of rows)
    test(row.failure, () => {
      const run = play(row);
      const { known, exitCode, reason } = run.container('a');
      const [, , begins] = row.becomes;
      assert.deepEqual(
        [known, exitCode, begins === undefined ? reason : undefined],
        [...row.becomes.slice(0, 2), undefined],
      );
      if (begins !== undefined) assert.ok(reason?.startsWith(begins), reason);
      const { status, stopCode, stoppedReason } = run.state;
      if (row.andTheTask === 'goes on') assert.equal(status, 'RUNNING');
      else assert.deepEqual([status, stopCode, stoppedReason], ['STOPPED', ...row.andTheTask]);
      if (row.main) assert.equal(run.containers.get('main')!.starts, 0);
    });
});
