import { isAtLeast } from './containers';
import { errorText, mayBeOutOfMemory, outOfMemory, vanished, type Reason } from './reasons';
import type { ContainerState, Observation } from './state';

/** What inspect said, folded into what is known. Never moves a container back; late and repeated news changes nothing. */
export function observe(was: ContainerState, seen: Observation, now: number): ContainerState {
  const container = seen.imageDigest === undefined ? was : { ...was, imageDigest: seen.imageDigest };
  switch (seen.known) {
    case 'CREATED':
      return isAtLeast(container.known, 'CREATED') ? container : { ...container, known: 'CREATED', id: seen.id };
    case 'RUNNING':
      return container.known === 'STOPPED' ? container : up(container, seen);
    case 'STOPPED':
      return isNews(container, seen) ? stopped(container, seen, now) : container;
    case 'VANISHED':
      if (container.known === 'STOPPED' || container.id === undefined) return container;
      return {
        ...container,
        known: 'STOPPED',
        startedAt: container.startedAt ?? seen.startedAt,
        finishedAt: now,
        reason: container.reason ?? vanished,
      };
  }
}

function up(container: ContainerState, seen: Observation): ContainerState {
  return {
    ...container,
    id: seen.id,
    known: container.facts.role === 'pause' ? 'RESOURCES_PROVISIONED' : 'RUNNING',
    startedAt: container.startedAt ?? seen.startedAt,
    health: container.facts.hasHealthCheck ? seen.health : 'UNKNOWN',
  };
}

/**
 * The exit before a restart is told again by every late event; a stopped container is news only while its code is
 * missing; what was asked for is always news.
 */
function isNews(container: ContainerState, seen: Observation): boolean {
  if (container.known === 'STOPPED') return container.exitCode === undefined && seen.exitCode !== undefined;
  if (container.inFlight === 'inspect') return true;
  const { finishedAt } = container;
  return finishedAt === undefined || seen.finishedAt === undefined || seen.finishedAt > finishedAt;
}

function stopped(container: ContainerState, seen: Observation, now: number): ContainerState {
  return {
    ...container,
    id: seen.id,
    known: 'STOPPED',
    startedAt: container.startedAt ?? seen.startedAt,
    finishedAt: seen.finishedAt ?? container.finishedAt ?? now,
    exitCode: seen.exitCode,
    ...whyStopped(container, seen),
  };
}

/** What is certain about memory replaces what was known before; a doubt does not. */
function whyStopped({ reason, why }: ContainerState, seen: Observation): Reason {
  if (seen.oomKilled && seen.exitCode === 137) return outOfMemory;
  if (reason !== undefined) return { reason, why };
  if (seen.error !== undefined) return { reason: errorText('DockerStateError', seen.error), why: undefined };
  return seen.suspectedLimit === undefined ? { reason, why } : mayBeOutOfMemory(seen.suspectedLimit);
}

/** Somebody has started a container that had stopped: it is not ours to let run. */
export function cameBack(container: ContainerState, seen: Observation): boolean {
  return (
    container.known === 'STOPPED' &&
    seen.known === 'RUNNING' &&
    (container.finishedAt === undefined || (seen.startedAt ?? 0) > container.finishedAt)
  );
}
