import { execFileSync } from 'node:child_process';
import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { EnginePort } from '../../client/runner/enginePort';
import { type Runner, openRunner } from '../../client/runner/index';
import { label, linkRole, workspaceLabel } from '../../client/runner/labels';
import { bridgeNetworkName } from '../../client/runner/names';
import type { EngineInfo } from '../../client/runner/plan';
import type { TaskDefinition } from '../../server/index';
import { eventually } from '../support/eventually';
import { ensureTestImage, testImage } from '../support/testImage';
import { median, type Rivals } from './measure';

const rounds = 15;
const workspace = '/bench/start';
const program = ['sleep', '600'];

const definition: TaskDefinition = {
  family: 'bench',
  containerDefinitions: [{ name: 'one', image: testImage, memory: 32, command: program, stopTimeout: 2 }],
};

/**
 * From the command to RUNNING for a task of one container, against `docker run -d` of the same image, in turns. Each is
 * the first task of its process: of an editor, which expects to run some and has made the way to the endpoint ahead, and
 * of a terminal, which makes it first. `engine` is what of that is the engine's own: the same container without a task,
 * on the bridge and on a network that is there already, as one in mode bridge has to be to reach its endpoint.
 */
export async function benchStart(): Promise<Readonly<Record<'editor' | 'terminal' | 'engine', Rivals>>> {
  const { port, info } = await connect((candidate) => dockerodeEngine(candidate));
  await ensureTestImage(port);
  try {
    const terminal = await inTurns(async () => taskIn(await openRunner({ workspace })));
    const editor = await inTurns(async () => {
      const runner = await openRunner({ workspace, expected: 'many' });
      // Neither rival is measured against what is being made ahead.
      await eventually(async () => hasLink(port), 'the link of the next task');
      return taskIn(runner);
    });
    const engine = await inTurns(async () => containerOnTwoNetworks(port, info));
    return { editor, terminal, engine };
  } finally {
    port.close();
  }
}

async function hasLink(port: EnginePort): Promise<boolean> {
  const links = await port.list([`${label.role}=${linkRole}`, `${label.workspace}=${workspaceLabel(workspace)}`]);
  return links.some(({ state }) => state === 'running');
}

async function inTurns(ourTurn: () => Promise<number>): Promise<Rivals> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const own = await ourTurn();
    const other = runContainer();
    if (round < 0) continue;
    ours.push(own);
    theirs.push(other);
  }
  return { ours: median(ours), theirs: median(theirs) };
}

const taskIn = async (runner: Runner): Promise<number> => runTask(runner).finally(async () => runner.dispose());

async function containerOnTwoNetworks(port: EnginePort, engine: EngineInfo): Promise<number> {
  const name = 'taskdef-bench-start';
  const network = await port.createNetwork({
    name: bridgeNetworkName('bench-start', engine),
    labels: {},
    subnet: '10.213.255.240/28',
  });
  try {
    const began = performance.now();
    const body = { Image: testImage, Cmd: program, Labels: {}, HostConfig: { Memory: 32 * 1024 * 1024 } };
    const id = await port.create(name, body, {});
    await port.connect(network, id, { linkLocalIp: '169.254.171.10' });
    await port.start(id);
    const milliseconds = performance.now() - began;
    await port.kill(id);
    await port.remove(id);
    return milliseconds;
  } finally {
    await port.removeNetwork(network);
  }
}

async function runTask(runner: Runner): Promise<number> {
  const began = performance.now();
  const task = await runner.run(await runner.plan(definition));
  const { lastStatus, stoppedReason } = await task.started;
  const milliseconds = performance.now() - began;
  await runner.stop(task.taskId, { force: true });
  await runner.remove(task.taskId);
  if (lastStatus !== 'RUNNING') throw new Error(`The task did not run: ${stoppedReason}`);
  return milliseconds;
}

function runContainer(): number {
  const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
  const began = performance.now();
  const id = docker('run', '-d', '--memory', '32m', testImage, ...program);
  const milliseconds = performance.now() - began;
  docker('rm', '-f', id);
  return milliseconds;
}
