import type { EnginePort } from '../../client/runner/enginePort';
import { Store } from '../../client/runner/drive/store';
import { container, obedient, task } from './definitions';
import { begin, openLab } from './lab';

/**
 * A process that runs a task from its start to its removal and is killed at one point on the way, as an editor may be:
 * `node crashingRun.js TASK_ID WORKSPACE STATE_FOLDER POINT`. Point 2n is before the nth call that changes something on
 * the engine, point 2n+1 after it; without being killed it prints how many such calls there were.
 */
const changing = [
  ...(['createNetwork', 'createVolume', 'create', 'start', 'stop'] as const),
  ...(['remove', 'removeNetwork', 'removeVolume'] as const),
] satisfies readonly (keyof EnginePort)[];

export const crashing = task(
  [
    container('app', obedient, {
      after: { db: 'START' },
      mountPoints: [{ sourceVolume: 'scratch', containerPath: '/scratch' }],
    }),
    container('db', obedient),
  ],
  { networkMode: 'awsvpc', volumes: [{ name: 'scratch' }] },
);

let calls = 0;

function dieAt(port: EnginePort, point: number): EnginePort {
  const passes = (now: number): void => {
    if (now === point) process.kill(process.pid, 'SIGKILL');
  };
  return new Proxy(port, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      const call = (own as (...args: unknown[]) => unknown).bind(target);
      if (!changing.some((one) => one === name)) return call;
      return async (...args: unknown[]) => {
        const number = calls++;
        passes(2 * number);
        const answer = await call(...args);
        passes(2 * number + 1);
        return answer;
      };
    },
  });
}

async function main([taskId = '', workspace = '', folder = '', point = '']: readonly string[]): Promise<void> {
  const lab = await openLab({
    workspace,
    store: new Store(folder),
    wrap: (port) => dieAt(port, Number(point)),
  });
  const run = await begin(lab, crashing, { taskId });
  await run.task.started;
  await lab.runner.stop(taskId);
  await lab.runner.remove(taskId);
  await lab.runner.dispose();
  process.stdout.write(String(calls));
}

if (require.main === module) void main(process.argv.slice(2));
