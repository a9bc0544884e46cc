import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { LocalRunner } from '../../../client/runner/drive/localRunner';
import { runnerOn } from '../../../client/runner/drive/runnerOn';
import { Store } from '../../../client/runner/drive/store';
import type { OpenOptions } from '../../../client/runner/opening';
import type { RunOptions } from '../../../client/runner/plan';
import type { RunObserver, RunningTask } from '../../../client/runner/runner';
import type { TaskDefinition } from '../../../server/index';
import { container, task } from '../../support/definitions';
import { FakeEngine } from '../../support/fakeEngine';
import { engine as info } from '../../support/fakeRunner';
import { temporaryFolder } from '../../support/temporaryFolder';
import { testImage } from '../../support/testImage';

/** A runner on an engine in memory, with a state folder of its own. */
export interface Rig {
  readonly engine: FakeEngine;
  readonly runner: LocalRunner;
  readonly store: Store;
}

export async function rig(
  engine = new FakeEngine(),
  store = new Store(temporaryFolder('rig')),
  { endpoint = 'tcp://elsewhere:2375', ...options }: OpenOptions = {},
): Promise<Rig> {
  engine.addImage(testImage);
  const candidate = { endpoint, from: 'a test' };
  const runner = await runnerOn({ port: engine, info, candidate }, { workspace: '/w', store, ...options });
  open.push(runner);
  return { engine, runner, store };
}

const open: LocalRunner[] = [];
after(async () => Promise.all(open.map(async (runner) => runner.dispose())));

export async function run(
  { runner }: Rig,
  definition: TaskDefinition,
  options: RunOptions = {},
  observer: RunObserver = {},
): Promise<RunningTask> {
  return runner.run(await runner.plan(definition, options), observer);
}

export const simple = task([container('web', 'run')]);
export const inVpc = task([container('web', 'run')], { networkMode: 'awsvpc', requiresCompatibilities: ['EC2'] });

export function assertNothingLeft({ containers, networks, volumes }: FakeEngine): void {
  assert.deepEqual([containers.size, networks.size, volumes.size], [0, 0, 0]);
}
