import type { ContainerFacts, ContainerState, Known, TaskState } from './state';

/** Small questions about a container, shared by everything that decides. */

/** A container nothing has been asked for yet. */
export function untouched(facts: ContainerFacts): ContainerState {
  return {
    facts,
    known: 'NONE',
    desired: 'RUNNING',
    inFlight: undefined,
    replacement: undefined,
    id: undefined,
    former: [],
    startedAt: undefined,
    finishedAt: undefined,
    exitCode: undefined,
    reason: undefined,
    why: undefined,
    imageDigest: undefined,
    pullError: undefined,
    health: 'UNKNOWN',
    restarts: 0,
    lastRestart: undefined,
    stopAttempts: 0,
    retryAt: undefined,
  };
}

const order: readonly Known[] = [
  'NONE',
  'MANIFEST_PULLED',
  'PULLED',
  'CREATED',
  'RUNNING',
  'RESOURCES_PROVISIONED',
  'STOPPED',
];

/** Has it come at least this far? STOPPED is farthest. */
export function isAtLeast(known: Known, wanted: Known): boolean {
  return order.indexOf(known) >= order.indexOf(wanted);
}

export function isUp(container: ContainerState): boolean {
  return container.known === 'RUNNING' || container.known === 'RESOURCES_PROVISIONED';
}

/** Where a container is when it is as it should be: RESOURCES_PROVISIONED for a pause, RUNNING for any other. */
export function isSteady(container: ContainerState): boolean {
  return container.known === (container.facts.role === 'pause' ? 'RESOURCES_PROVISIONED' : 'RUNNING');
}

export function isWaiting(container: ContainerState): boolean {
  return (
    container.desired === 'RUNNING' &&
    container.inFlight === undefined &&
    !isSteady(container) &&
    container.known !== 'STOPPED'
  );
}

export function find(task: TaskState, name: string): ContainerState | undefined {
  return task.containers.find(({ facts }) => facts.name === name);
}

/** The task with one container changed. */
export function withContainer(task: TaskState, name: string, patch: Partial<ContainerState>): TaskState {
  return {
    ...task,
    containers: task.containers.map((container) =>
      container.facts.name === name ? { ...container, ...patch } : container,
    ),
  };
}
