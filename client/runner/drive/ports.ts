import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { label } from '../labels';
import type { EnginePort, ListedContainer } from '../enginePort';
import { RunnerError } from '../errors';
import type { ContainerSpec, PortWish, TaskPlan } from '../plan';
import { withHostPort } from '../remap';
import type { RunObserver } from '../runner';

/** Whether something listens on a port of this machine. `free: false` also when it cannot be found out. */
export type PortTest = (
  wish: Pick<PortWish, 'hostIp' | 'hostPort' | 'protocol'>,
) => Promise<'free' | 'taken' | 'unknown'>;

type Asking = Pick<RunObserver, 'portTaken' | 'remapped'>;

/**
 * The plan with every taken port moved elsewhere, as the plan's `portConflict` says (runner.md §4.5). Rejects with a
 * RunnerError that names the holder when a port may not be moved.
 */
export async function settlePorts(
  port: Pick<EnginePort, 'list'>,
  plan: TaskPlan,
  asking: Asking,
  test: PortTest = testPort,
): Promise<TaskPlan> {
  const wishes = plan.containers.flatMap(({ ports }) => ports).filter(({ hostPort }) => hostPort !== 0);
  const tests = await Promise.all(wishes.map(test));
  const taken = wishes.filter((_, index) => tests[index] === 'taken');
  let settled = plan;
  for (const wish of taken) settled = await movePort(port, settled, wish, asking, test);
  return settled;
}

/** A port that turned out to be taken gets another one, after asking if the plan says so. */
export async function movePort(
  port: Pick<EnginePort, 'list'>,
  plan: TaskPlan,
  wish: PortWish,
  asking: Asking,
  test: PortTest = testPort,
): Promise<TaskPlan> {
  const holder = await holderOf(port, wish);
  const wanted = new Set(plan.containers.flatMap(({ ports }) => ports).map(({ hostPort }) => hostPort));
  const free = await nextFree(wish, wanted, test);
  const hostPort =
    plan.portConflict === 'remap'
      ? free
      : plan.portConflict === 'ask'
        ? await asking.portTaken?.(wish, holder, free)
        : undefined;
  if (hostPort === undefined) throw portTaken(wish, holder);
  asking.remapped?.(wish, hostPort);
  return withHostPort(plan, wish, hostPort);
}

/** The engine names the port in its refusal: "Bind for 127.0.0.1:8080 failed", "listen tcp4 127.0.0.1:8080: …". */
export function takenWish({ ports }: ContainerSpec, message: string): PortWish | undefined {
  const fixed = ports.filter(({ hostPort }) => hostPort !== 0);
  return fixed.find(({ hostPort }) => new RegExp(`:${hostPort}\\b`).test(message)) ?? fixed[0];
}

function portTaken({ hostPort, container, containerPort }: PortWish, holder: string | undefined): RunnerError {
  return new RunnerError(
    'port-taken',
    `Port ${hostPort} for container ${container} (its port ${containerPort}) is used by ${holder ?? 'another program'}.`,
    `Stop ${holder ?? 'that program'}, or let the run choose another port.`,
  );
}

/** Who publishes the port, if it is a container. */
async function holderOf(port: Pick<EnginePort, 'list'>, wish: PortWish): Promise<string | undefined> {
  const containers = await port.list([]).catch((): ListedContainer[] => []);
  const holder = containers.find(({ ports }) =>
    ports.some(({ hostPort, protocol }) => hostPort === wish.hostPort && protocol === wish.protocol),
  );
  return holder && nameOf(holder);
}

function nameOf({ labels, name }: ListedContainer): string {
  const family = labels['com.amazonaws.ecs.task-definition-family'];
  const task = labels[label.task];
  return task === undefined || family === undefined ? `container ${name}` : `task ${family} (${task.slice(0, 8)})`;
}

/** The next port that is free and nobody in the plan wants; above 1024, where no privilege is needed. */
async function nextFree(wish: PortWish, wanted: ReadonlySet<number>, test: PortTest): Promise<number> {
  const first = wish.hostPort < 1024 ? wish.hostPort + 8000 : wish.hostPort + 1;
  for (let hostPort = first; hostPort < Math.min(first + 200, 65_536); hostPort++)
    if (!wanted.has(hostPort) && (await test({ ...wish, hostPort })) === 'free') return hostPort;
  return 0;
}

/** Binds the port for a moment. */
export const testPort: PortTest = async ({ hostIp, hostPort, protocol }) =>
  new Promise((resolve) => {
    const settle = (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? 'taken' : 'unknown');
    if (protocol === 'udp') {
      const socket = createSocket('udp4').once('error', settle);
      socket.bind({ port: hostPort, address: hostIp, exclusive: true }, () => socket.close(() => resolve('free')));
    } else {
      const server = createServer().once('error', settle);
      server.listen({ port: hostPort, host: hostIp, exclusive: true }, () => server.close(() => resolve('free')));
    }
  });

/** For an engine on another machine: its ports cannot be tried from here. */
export const untested: PortTest = async () => 'unknown';
