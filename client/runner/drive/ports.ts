import { createServer, isIPv6 } from 'node:net';
import { createSocket } from 'node:dgram';
import type { EnginePort } from '../enginePort';
import { RunnerError } from '../errors';
import type { ContainerSpec, PortWish, TaskPlan } from '../plan';
import { withHostPort, withWish } from '../remap';
import type { RunObserver } from '../runner';
import { keptFor, type KeptPorts } from './keptPorts';
import { holderOf } from './portHolder';

/** Whether something listens on a port of this machine, at any of the addresses. */
export type PortTest = (
  wish: Pick<PortWish, 'hostIps' | 'hostPort' | 'protocol'>,
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
  const holder = await holderOf(port, wish, plan.taskId);
  const wanted = new Set(plan.containers.flatMap(({ ports }) => ports).map(({ hostPort }) => hostPort));
  const free = await nextFree(wish, wanted, test);
  const hostPort =
    wish.isPicked || plan.portConflict === 'remap'
      ? free
      : plan.portConflict === 'ask'
        ? await asking.portTaken?.(wish, holder, free)
        : undefined;
  if (hostPort === undefined) throw portTaken(wish, holder);
  if (!wish.isPicked) asking.remapped?.(wish, hostPort);
  return withHostPort(plan, wish, hostPort);
}

/** From here on ECS gives ports to containers that name none, where the kernel does not say otherwise. */
const firstDynamic = 49_153;

/**
 * Picks a port for the wishes of a container that leave it open: the one of the last run if that is free. Otherwise the
 * engine picks, except where a port is published at more than one address: of engines before version 27 each address
 * gets a port of its own, and `localhost` would mean two of them. Gives the change to be made to the plan, which may be
 * another one by then.
 */
export async function pickPorts(
  spec: Pick<ContainerSpec, 'ports'>,
  test: PortTest = testPort,
  kept: KeptPorts = {},
): Promise<(plan: TaskPlan) => TaskPlan> {
  const picked = new Map<PortWish, number>();
  for (const wish of spec.ports.filter(({ hostPort }) => hostPort === 0)) {
    const wanted = new Set(picked.values());
    const last = keptFor(kept, wish, spec);
    const isFree = last !== undefined && !wanted.has(last) && (await test({ ...wish, hostPort: last })) === 'free';
    const hostPort = isFree ? last : wish.hostIps.length > 1 ? await anyFree(wish, wanted, test) : undefined;
    if (hostPort !== undefined) picked.set(wish, hostPort);
  }
  return (plan) =>
    [...picked].reduce(
      (changed, [wish, hostPort]) => withWish(changed, wish, { ...wish, hostPort, isPicked: true }),
      plan,
    );
}

/** Tried at random, so that tasks which begin together seldom find the same one. */
async function anyFree(wish: PortWish, wanted: ReadonlySet<number>, test: PortTest): Promise<number | undefined> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const hostPort = firstDynamic + Math.floor(Math.random() * (65_536 - firstDynamic));
    if (!wanted.has(hostPort) && (await test({ ...wish, hostPort })) !== 'taken') return hostPort;
  }
  return undefined;
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

/** The next port that is free and nobody in the plan wants; above 1024, where no privilege is needed. */
async function nextFree(wish: PortWish, wanted: ReadonlySet<number>, test: PortTest): Promise<number> {
  const first = wish.hostPort < 1024 ? wish.hostPort + 8000 : wish.hostPort + 1;
  for (let hostPort = first; hostPort < Math.min(first + 200, 65_536); hostPort++)
    if (!wanted.has(hostPort) && (await test({ ...wish, hostPort })) === 'free') return hostPort;
  return 0;
}

/** Binds the port for a moment, at each address. */
export const testPort: PortTest = async ({ hostIps, hostPort, protocol }) => {
  const tests = await Promise.all(hostIps.map(async (address) => testAddress(address, hostPort, protocol)));
  return tests.find((test) => test === 'taken') ?? tests.find((test) => test === 'unknown') ?? 'free';
};

const testAddress = async (
  address: string,
  port: number,
  protocol: PortWish['protocol'],
): Promise<'free' | 'taken' | 'unknown'> =>
  new Promise((resolve) => {
    const settle = (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE' ? 'taken' : 'unknown');
    if (protocol === 'udp') {
      const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4').once('error', settle);
      socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve('free')));
    } else {
      const server = createServer().once('error', settle);
      server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve('free')));
    }
  });

/** For an engine on another machine: its ports cannot be tried from here. */
export const untested: PortTest = async () => 'unknown';
