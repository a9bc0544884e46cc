import { execFileSync } from 'node:child_process';
import { connect } from '../../client/runner/connect';
import { DockerodeEngine } from '../../client/runner/dockerode';
import { type Runner, openRunner } from '../../client/runner/index';
import type { TaskDefinition } from '../../server/index';
import { ensureTestImage, testImage } from '../support/testImage';
import { median, type Rivals } from './measure';

const rounds = { warm: 2, measured: 15 };
const program = ['sleep', '600'];

const definition: TaskDefinition = {
  family: 'bench',
  containerDefinitions: [{ name: 'one', image: testImage, memory: 32, command: program, stopTimeout: 2 }],
};

/** From the command to RUNNING for a task of one container, against `docker run -d` of the same image, in turns. */
export async function benchStart(): Promise<Rivals> {
  const { port } = await connect((candidate) => new DockerodeEngine(candidate));
  await ensureTestImage(port);
  port.close();
  const runner = await openRunner();
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = -rounds.warm; round < rounds.measured; round++) {
      const [task, container] = [await runTask(runner), runContainer()];
      if (round < 0) continue;
      ours.push(task);
      theirs.push(container);
    }
  } finally {
    await runner.dispose();
  }
  return { ours: median(ours), theirs: median(theirs) };
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
