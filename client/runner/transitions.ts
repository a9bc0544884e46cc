import { find } from './containers';
import { stuckWaits } from './dependencies';
import { endedTooSoon } from './restart';
import type { ContainerState, Health, Known, TaskState, TaskStatus, Why } from './state';

/** Something has moved: a container, or the task itself when `container` is absent. */
export interface Transition {
  readonly container?: string;
  readonly status: Known | TaskStatus;
  /** Only when it is the health that has changed. */
  readonly health?: Health;
  readonly exitCode?: number;
  readonly reason?: string;
  /** What the reason says, where programs act on it. */
  readonly why?: Why;
  /** Of the container's image, when this has resolved it. */
  readonly imageDigest?: string;
  /** What ECS does not tell, and a person would ask. */
  readonly note?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What one step has moved, causes first: a container after those it depends on, the task after its containers. A wait
 * that has become hopeless without failing is told as the container's reason.
 */
export function transitions(before: TaskState, after: TaskState, at: number): Transition[] {
  const was = new Map(before.containers.map((container) => [container.facts.name, container]));
  const containers = dependenciesFirst(after).flatMap((container) =>
    moved(before, was.get(container.facts.name), container, at),
  );
  const told = new Set(stuckWaits(before, at).map(({ container }) => container));
  const stuck = stuckWaits(after, at).filter(({ container }) => !told.has(container));
  const waits = stuck.map(({ container, on }): Transition => {
    const status = find(after, container)?.known ?? 'NONE';
    return { container, status, reason: hangs(on), at };
  });
  if (before.status === after.status) return [...containers, ...waits];
  const reason = after.stoppedReason !== undefined && after.status === 'STOPPED' && { reason: after.stoppedReason };
  return [...containers, ...waits, { status: after.status, at, ...reason }];
}

function moved(task: TaskState, was: ContainerState | undefined, is: ContainerState, at: number): Transition[] {
  const told = { container: is.facts.name, status: is.known, at };
  const resolved = is.imageDigest !== undefined &&
    is.imageDigest !== was?.imageDigest && { imageDigest: is.imageDigest };
  const end = {
    ...ending(is),
    ...(was && endedTooSoon(task, { ...is, desired: was.desired }, at) && { note: tooSoon(is) }),
  };
  return [
    ...(was?.known !== is.known || was.restarts !== is.restarts
      ? [{ ...told, ...resolved, ...(is.known === 'STOPPED' && end) }]
      : []),
    ...(was && was.health !== is.health ? [{ ...told, health: is.health }] : []),
  ];
}

/** How a container ended, as far as that is known. */
export const ending = ({
  exitCode,
  reason,
  why,
}: Pick<ContainerState, 'exitCode' | 'reason' | 'why'>): Pick<Transition, 'exitCode' | 'reason' | 'why'> => ({
  ...(exitCode !== undefined && { exitCode }),
  ...(reason !== undefined && { reason }),
  ...(why !== undefined && { why }),
});

const hangs = (on: string): string =>
  `waits for ${on} to be HEALTHY, which has stopped; ECS waits for ever: stop the task, and make ${on} essential or keep it running`;

const tooSoon = ({ facts: { restartPolicy } }: ContainerState): string =>
  `not restarted: it ran for less than its restartAttemptPeriod of ${restartPolicy?.restartAttemptPeriod} s`;

function dependenciesFirst({ containers }: TaskState): ContainerState[] {
  const ordered = new Set<ContainerState>();
  const visiting = new Set<ContainerState>();
  const visit = (container: ContainerState): void => {
    if (visiting.has(container)) return;
    visiting.add(container);
    for (const { container: name } of container.facts.dependsOn)
      containers.filter(({ facts }) => facts.name === name).forEach(visit);
    ordered.add(container);
  };
  containers.forEach(visit);
  return [...ordered];
}
