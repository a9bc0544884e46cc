import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import { openRunner } from '../../client/runner/index';
import { ensureNodeImage } from '../support/nodeImage';

const requests = 200;

/** The 95th percentile of requests to the metadata endpoint, each on a connection of its own, in milliseconds. */
export async function benchMetadata(): Promise<number> {
  const { port } = await connect((candidate) => dockerodeEngine(candidate));
  const image = await ensureNodeImage(port);
  port.close();
  const runner = await openRunner();
  const times: number[] = [];
  try {
    const app = { name: 'app', image, memory: 256, command: ['/app/requests.js', String(requests)] };
    const plan = await runner.plan({ family: 'bench', networkMode: 'awsvpc', containerDefinitions: [app] });
    const log = ({ text }: { readonly text: string }) => text.startsWith('took ') && times.push(Number(text.slice(5)));
    const task = await runner.run(plan, { log });
    await task.stopped;
    await runner.remove(task.taskId);
  } finally {
    await runner.dispose();
  }
  if (times.length !== requests) throw new Error(`Only ${times.length} of ${requests} requests were answered.`);
  return times.sort((a, b) => a - b)[Math.floor(requests * 0.95)] ?? Number.NaN;
}
