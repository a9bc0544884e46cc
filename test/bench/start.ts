import { execFileSync } from 'node:child_process';
import { connect } from '../../client/runner/connect';
import { DockerodeEngine } from '../../client/runner/dockerode';
import type { EnginePort } from '../../client/runner/enginePort';
import { type Runner, openRunner } from '../../client/runner/index';
import { label, linkRole, workspaceLabel } from '../../client/runner/labels';
import type { TaskDefinition } from '../../server/index';
import { eventually } from '../support/eventually';
import { ensureTestImage, testImage } from '../support/testImage';
import { median, type Rivals } from './measure';

const rounds = { first: 9, warm: 2, again: 15 };
const workspace = '/bench/start';
const program = ['sleep', '600'];

const definition: TaskDefinition = {
  family: 'bench',
  containerDefinitions: [{ name: 'one', image: testImage, memory: 32, command: program, stopTimeout: 2 }],
};

/**
 * From the command to RUNNING for a task of one container, against `docker run -d` of the same image, in turns: for the
 * first task of a process, and for one of a process that has run some before.
 */
export async function benchStart(): Promise<{ readonly first: Rivals; readonly again: Rivals }> {
  const { port } = await connect((candidate) => new DockerodeEngine(candidate));
  await ensureTestImage(port);
  const first = new Turns();
  for (let round = -1; round < rounds.first; round++) {
    const runner = await openRunner({ workspace });
    await first.take(round, async () => runTask(runner)).finally(async () => runner.dispose());
  }
  const again = new Turns();
  const runner = await openRunner({ workspace });
  try {
    for (let round = -rounds.warm; round < rounds.again; round++) {
      await again.take(round, async () => runTask(runner));
      // What is made ahead is made by now, so that neither rival is measured against it.
      if (round > -rounds.warm) await eventually(async () => hasLink(port), 'the link of the next task');
    }
  } finally {
    await runner.dispose();
    port.close();
  }
  return { first: first.medians(), again: again.medians() };
}

async function hasLink(port: EnginePort): Promise<boolean> {
  const links = await port.list([`${label.role}=${linkRole}`, `${label.workspace}=${workspaceLabel(workspace)}`]);
  return links.some(({ state }) => state === 'running');
}

/** Rounds before the first one warm up. */
class Turns {
  private readonly ours: number[] = [];
  private readonly theirs: number[] = [];

  async take(round: number, ours: () => Promise<number>): Promise<void> {
    // The rival goes first, when nothing is being made ahead.
    const [theirs, own] = [runContainer(), await ours()];
    if (round < 0) return;
    this.ours.push(own);
    this.theirs.push(theirs);
  }

  medians(): Rivals {
    return { ours: median(this.ours), theirs: median(this.theirs) };
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
