import { once } from 'node:events';
import { createServer } from 'node:net';
import { task } from './definitions';
import { eventually } from './eventually';

export const bridged = (containers: Parameters<typeof task>[0], family = 'ports') =>
  task(containers, { networkMode: 'bridge', family });

/** What a web server answers, once it listens. */
export async function textAt(port: number): Promise<string> {
  let text = '';
  await eventually(async () => {
    try {
      text = (await (await fetch(`http://127.0.0.1:${port}/`)).text()).trim();
      return true;
    } catch {
      return false;
    }
  }, `an answer on port ${port}`);
  return text;
}

/** Somebody who listens on a port of this machine, on any that is free if none is named. */
export async function listener(wanted = 0): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer().listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, close: async () => new Promise((resolve) => server.close(() => resolve())) };
}
