import { find, isAtLeast, isSteady } from './containers';
import { errorText, type Reason } from './reasons';
import type { ContainerState, Dependency, TaskState } from './state';

/**
 * May it start? The rules of `dependsOn` and of the edges that links, volumesFrom and the pause imply (runner.md §2.3).
 * `stuck` waits are those ECS leaves hanging for ever: only a person ends them.
 */
type Wait =
  | { readonly kind: 'met' }
  | { readonly kind: 'pending'; readonly deadline: number | undefined; readonly stuck: boolean }
  | { readonly kind: 'impossible'; readonly reason: Reason };

const met: Wait = { kind: 'met' };
const pending: Wait = { kind: 'pending', deadline: undefined, stuck: false };

/** What one dependency means for the container that names it, at this moment. */
function judge(task: TaskState, waiting: ContainerState, dependency: Dependency, now: number): Wait {
  const on = find(task, dependency.container);
  if (!on) return impossible(waiting, dependency, 'there is no such container');
  if (isMet(on, dependency.condition)) return met;
  if (on.known === 'STOPPED' && on.startedAt === undefined) return impossible(waiting, dependency, 'it never started');
  if (on.desired === 'STOPPED' && !isAtLeast(on.known, 'RUNNING') && on.inFlight !== 'start')
    return impossible(waiting, dependency, 'it will not start');
  if (dependency.condition === 'SUCCESS' && hasEnded(on))
    return impossible(waiting, dependency, `it exited with ${on.exitCode ?? 'no code'}`);
  if (dependency.condition === 'HEALTHY' && !on.facts.hasHealthCheck)
    return impossible(waiting, dependency, 'it has no health check');
  return waitWithDeadline(waiting, on, dependency, now);
}

function isMet(on: ContainerState, condition: Dependency['condition']): boolean {
  switch (condition) {
    case 'CREATED':
      return on.id !== undefined && isAtLeast(on.known, 'CREATED');
    case 'START':
    case 'RESOURCES_PROVISIONED':
      return isSteady(on) || (condition === 'START' && on.known === 'STOPPED' && on.startedAt !== undefined);
    case 'COMPLETE':
      return hasEnded(on) && on.exitCode !== undefined;
    case 'SUCCESS':
      return hasEnded(on) && on.exitCode === 0;
    case 'HEALTHY':
      return on.facts.hasHealthCheck && on.health === 'HEALTHY';
  }
}

/** It has run and stays stopped: an exit that the restart policy is about to undo does not count, whoever is asked first. */
const hasEnded = ({ known, desired, startedAt }: ContainerState): boolean =>
  known === 'STOPPED' && desired === 'STOPPED' && startedAt !== undefined;

/**
 * `startTimeout` is the dependency's, runs from the dependency's own start, and ends only the wait of a container that
 * is not created yet while the dependency is still up.
 */
function waitWithDeadline(waiting: ContainerState, on: ContainerState, dependency: Dependency, now: number): Wait {
  const { condition } = dependency;
  if (condition !== 'SUCCESS' && condition !== 'COMPLETE' && condition !== 'HEALTHY') return pending;
  if (on.known === 'STOPPED') return { kind: 'pending', deadline: undefined, stuck: true };
  const { startTimeout } = on.facts;
  if (startTimeout === undefined || on.startedAt === undefined || isAtLeast(waiting.known, 'CREATED')) return pending;
  const deadline = on.startedAt + startTimeout * 1000;
  if (now >= deadline) return timedOut(waiting, dependency, startTimeout);
  return { kind: 'pending', deadline, stuck: false };
}

const impossible = (waiting: ContainerState, dependency: Dependency, problem: string): Wait =>
  inVain(waiting, dependency, { problem, hasTimedOut: false });

const timedOut = (waiting: ContainerState, dependency: Dependency, seconds: number): Wait =>
  inVain(waiting, dependency, { problem: `timed out after its startTimeout of ${seconds} s`, hasTimedOut: true });

function inVain(
  waiting: ContainerState,
  { container: on, condition }: Dependency,
  { problem, hasTimedOut }: { readonly problem: string; readonly hasTimedOut: boolean },
): Wait {
  const text = `dependency graph: ${waiting.facts.name} waits for ${on} (${condition}): ${problem}`;
  const reason = errorText('CannotStartContainerError', text);
  return { kind: 'impossible', reason: { reason, why: { kind: 'wait', on, condition, hasTimedOut } } };
}

/** All that the next move of a container still waits for. */
export function waits(task: TaskState, container: ContainerState, now: number): Wait[] {
  return container.facts.dependsOn
    .flatMap((dependency) => gate(container, dependency) ?? [])
    .map((dependency) => judge(task, container, dependency, now))
    .filter(({ kind }) => kind !== 'met');
}

/**
 * The edge as it gates the next move. Looking up the digest is gated by nothing. The ECS agent also lets everything
 * wait for the network; here images are pulled meanwhile and a container is created as soon as the engine can be told
 * whose network it joins, which changes times and nothing else.
 */
function gate({ known }: ContainerState, dependency: Dependency): Dependency | undefined {
  if (known === 'NONE') return undefined;
  if (dependency.condition !== 'RESOURCES_PROVISIONED' || known === 'CREATED') return dependency;
  return known === 'PULLED' ? { ...dependency, condition: 'CREATED' } : undefined;
}

/** Waits that ECS would leave hanging for ever, for a person to know of: `web` waits for a `db` that has stopped. */
export function stuckWaits(task: TaskState, now: number): { readonly container: string; readonly on: string }[] {
  return task.containers
    .filter(({ desired, known }) => desired === 'RUNNING' && !isAtLeast(known, 'RUNNING'))
    .flatMap((container) =>
      container.facts.dependsOn
        .filter((dependency) => {
          const wait = judge(task, container, dependency, now);
          return wait.kind === 'pending' && wait.stuck;
        })
        .map((dependency) => ({ container: container.facts.name, on: dependency.container })),
    );
}

/** Names no container has, a container that waits for itself, a circle: such a task never starts. */
export function hasUnresolvableDependencies(
  containers: readonly { readonly name: string; readonly dependsOn: readonly Dependency[] }[],
): boolean {
  const byName = new Map(containers.map((container) => [container.name, container]));
  const settled = new Set<string>();
  const onPath = new Set<string>();
  const leadsNowhere = (name: string): boolean => {
    if (settled.has(name)) return false;
    const container = byName.get(name);
    if (!container || onPath.has(name)) return true;
    onPath.add(name);
    const broken = container.dependsOn.some((dependency) => leadsNowhere(dependency.container));
    onPath.delete(name);
    settled.add(name);
    return broken;
  };
  return containers.some(({ name }) => leadsNowhere(name));
}
