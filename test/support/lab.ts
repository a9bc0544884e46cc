import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after } from 'node:test';
import type { AwsService } from '../../client/aws/service';
import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { LocalRunner } from '../../client/runner/drive/localRunner';
import { removeAll } from '../../client/runner/drive/removal';
import { runnerOn } from '../../client/runner/drive/runnerOn';
import { Store } from '../../client/runner/drive/store';
import type { EnginePort } from '../../client/runner/enginePort';
import { label, workspaceLabel } from '../../client/runner/labels';
import { pauseName } from '../../client/runner/names';
import type { RunOptions } from '../../client/runner/plan';
import type { RunningTask, RunObserver, TaskSnapshot } from '../../client/runner/runner';
import type { TaskDefinition } from '../../server/index';
import { eventually } from './eventually';
import { ensureTestImage } from './testImage';
import { temporaryFolder } from './temporaryFolder';

/** A runner on the real engine, with a state folder of its own. Other people's tasks may be there, too. */
export interface Lab {
  readonly runner: LocalRunner;
  readonly port: EnginePort;
  readonly store: Store;
}

export interface LabOptions {
  readonly endpoint?: string;
  readonly workspace?: string;
  readonly store?: Store;
  readonly expected?: 'one' | 'many';
  /** What AWS answers; the rest it is not asked for. */
  readonly aws?: Partial<AwsService>;
  /** Puts faults between the runner and the engine. */
  readonly wrap?: (port: EnginePort) => EnginePort;
}

export const newWorkspace = (): string => `/test/${randomBytes(8).toString('hex')}`;
export const newTaskId = (): string => randomBytes(16).toString('hex');

interface Opened extends Lab {
  readonly workspace: string;
  readonly endpoint: string | undefined;
}

const opened: Opened[] = [];

/**
 * A test that failed has neither let go of its runner, which would keep the process alive, nor ended its containers.
 * What a test has seen to itself is not there any more by now.
 */
async function letGo(): Promise<void> {
  const labs = opened.splice(0);
  await Promise.all(labs.map(async ({ runner }) => runner.dispose().catch(() => undefined)));
  await Promise.all(labs.map(async (lab) => clear(lab).catch(() => undefined)));
}

// `crashingRun` is no test, and speaks for itself on standard output.
if (require.main?.filename.endsWith('.test.js')) after(letGo);

async function clear({ workspace, endpoint }: Opened): Promise<void> {
  const { port } = await connect((candidate) => dockerodeEngine(candidate), { asked: endpoint });
  try {
    const labels = [`${label.workspace}=${workspaceLabel(workspace)}`];
    const left = await port.list(labels);
    await Promise.all(left.map(async ({ id }) => port.kill(id)));
    await removeAll(port, labels);
  } finally {
    port.close();
  }
}

const nobody = async (): Promise<never> => Promise.reject(new Error('nobody was to ask AWS'));

const silentAws: AwsService = {
  ...{ profileCredentials: nobody, roleCredentials: nobody },
  ...{ secret: nobody, parameter: nobody, file: nobody, registryLogin: nobody },
};

export async function openLab(options: LabOptions = {}): Promise<Lab> {
  const { endpoint, wrap = (port: EnginePort) => port } = options;
  const connected = await connect((candidate) => wrap(dockerodeEngine(candidate)), { asked: endpoint });
  const store = options.store ?? new Store(temporaryFolder('state'));
  await ensureTestImage(connected.port);
  const { aws, expected, workspace = newWorkspace() } = options;
  const runner = await runnerOn(connected, {
    workspace,
    expected,
    store,
    ...(aws && { aws: async () => ({ ...silentAws, ...aws }) }),
  });
  const lab = { runner, port: connected.port, store };
  opened.push({ ...lab, workspace, endpoint });
  return lab;
}

/** One run and everything it told, in words: "web RUNNING", "web STOPPED(0)", "web HEALTHY", "task STOPPED". */
export class Run {
  readonly events: string[] = [];
  readonly lines: string[] = [];
  readonly reasons: string[] = [];
  /** When each event was told, in milliseconds. */
  readonly times = new Map<string, number>();
  readonly observer: RunObserver;
  task!: RunningTask;

  constructor(more: RunObserver = {}) {
    this.observer = {
      ...more,
      transition: (event) => {
        this.add(textOf(event), event.at);
        if (event.reason !== undefined) this.reasons.push(event.reason);
      },
      log: ({ container, text }) => this.lines.push(`${container}: ${text}`),
    };
  }

  private add(event: string, at: number): void {
    this.events.push(event);
    if (!this.times.has(event)) this.times.set(event, at);
  }

  /** Waits for an event. */
  async until(event: string): Promise<void> {
    await eventually(() => this.events.includes(event), `"${event}" in ${this.events.join(', ')}`);
  }

  async untilLine(line: string): Promise<void> {
    await eventually(() => this.lines.includes(line), `the line "${line}" in ${this.lines.join(' | ')}`);
  }

  /** Seconds between two events. */
  seconds(from: string, to: string): number {
    return ((this.times.get(to) ?? Number.NaN) - (this.times.get(from) ?? Number.NaN)) / 1000;
  }
}

function textOf(event: Parameters<NonNullable<RunObserver['transition']>>[0]): string {
  const name = event.container === pauseName ? 'pause' : (event.container ?? 'task');
  const code = event.exitCode === undefined ? '' : `(${event.exitCode})`;
  return `${name} ${event.health ?? event.status}${code}`;
}

/** The engine's id of a container of a run. */
export const idOf = (run: Run, name: string): string =>
  run.task.snapshot().containers.find((one) => one.name === name)?.runtimeId ?? assert.fail(`${name} has no id`);

/** Starts a task and gives its story as it unfolds. */
export async function begin(
  { runner }: Lab,
  definition: TaskDefinition,
  options: RunOptions = {},
  observer: RunObserver = {},
): Promise<Run> {
  const run = new Run(observer);
  const plan = await runner.plan(definition, { allow: ['host', 'mounts', 'privileged'], ...options });
  run.task = await runner.run(plan, run.observer);
  return run;
}

/** Takes a task over in a fresh runner, as after a reload of the window; the only one of its workspace if none is named. */
export async function adopted({ runner }: Lab, taskId?: string): Promise<Run> {
  const run = new Run();
  const [task] = await runner.adopt(taskId, run.observer);
  run.task = task ?? assert.fail('nothing was adopted');
  return run;
}

/** Runs a task to its end, removes it, and makes sure that nothing of it is left. */
export async function runToEnd(
  lab: Lab,
  definition: TaskDefinition,
  options: RunOptions = {},
): Promise<{ readonly run: Run; readonly end: TaskSnapshot }> {
  const run = await begin(lab, definition, options);
  return { run, end: await cleanUp(lab, run) };
}

/** Stops a task, removes it, and makes sure that nothing of it is left. */
export async function stopAndCleanUp(lab: Lab, run: Run): Promise<TaskSnapshot> {
  await lab.runner.stop(run.task.taskId);
  return cleanUp(lab, run);
}

/** Waits for the end of a task, removes it, and makes sure that nothing of it is left. */
export async function cleanUp(lab: Lab, run: Run): Promise<TaskSnapshot> {
  const end = await run.task.stopped;
  assert.deepEqual(await lab.runner.remove(end.taskId), { residue: [] });
  await assertNothingLeft(lab.port, end.taskId);
  return end;
}

export async function assertNothingLeft(port: EnginePort, taskId: string): Promise<void> {
  const labels = [`${label.task}=${taskId}`];
  const [containers, networks, volumes] = await Promise.all([
    port.list(labels),
    port.listNetworks(labels),
    port.listVolumes(labels),
  ]);
  assert.deepEqual({ containers, networks, volumes }, { containers: [], networks: [], volumes: [] });
}

/** These events happened, in this order; others may stand between them. */
export function assertOrder(run: Run, ...expected: readonly string[]): void {
  let from = 0;
  for (const event of expected) {
    const found = run.events.indexOf(event, from);
    assert.notEqual(found, -1, `"${event}" is missing after ${from} of:\n${run.events.join('\n')}`);
    from = found + 1;
  }
}

export function assertNever(run: Run, ...events: readonly string[]): void {
  for (const event of events) assert.ok(!run.events.includes(event), `"${event}" in:\n${run.events.join('\n')}`);
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/** The engine with some calls replaced. */
export function overriding(port: EnginePort, calls: Partial<EnginePort>): EnginePort {
  return new Proxy(port, {
    get(target, name) {
      const own: unknown = Reflect.get(name in calls ? calls : target, name);
      return typeof own === 'function' ? (own as (...args: unknown[]) => unknown).bind(target) : own;
    },
  });
}
