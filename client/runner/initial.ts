import { untouched } from './containers';
import { observe } from './observe';
import { failedToStart, containerStopped, namespaceLost } from './reasons';
import { mayRestart } from './restart';
import { taskStatus } from './status';
import { hasNothingToStop, stopTask } from './stopping';
import type { ContainerState, Observation, TaskState } from './state';
import type { TaskPlan } from './plan';

/** Where a task stands before anything has been asked of the engine. */
export function initialState(plan: TaskPlan, now: number): TaskState {
  return {
    taskId: plan.taskId,
    taskArn: plan.taskArn,
    target: plan.target,
    pullBehaviour: plan.pullBehaviour,
    containers: plan.containers.map(({ facts }) => untouched(facts)),
    desired: 'RUNNING',
    status: 'PROVISIONING',
    begun: false,
    forced: false,
    engine: 'reachable',
    stopCode: undefined,
    stoppedReason: undefined,
    createdAt: plan.createdAt,
    startedAt: undefined,
    stoppingAt: undefined,
    stoppedAt: undefined,
    sweptAt: now,
    wakeAt: undefined,
  };
}

/**
 * The task as its containers on the engine show it, for one nobody has driven for a while (runner.md §5.2). What is not
 * created yet is still to come, unless an essential container has exited. `begin` then sets it going again.
 */
export function adoptedState(plan: TaskPlan, seen: ReadonlyMap<string, Observation>, now: number): TaskState {
  const fresh = initialState(plan, now);
  const containers = fresh.containers.map((container) => {
    const observation = seen.get(container.facts.name);
    return observation ? observe({ ...container, id: observation.id }, observation, now) : container;
  });
  const starts = containers.flatMap(({ startedAt }) => startedAt ?? []);
  const allUp = containers.every(({ startedAt }) => startedAt !== undefined);
  const task = { ...fresh, containers, startedAt: allUp ? Math.max(...starts) : undefined };
  const ended = endedBy(task, now);
  const adopted = ended ? stopped(task, ended, now) : task;
  const status = taskStatus(adopted);
  return { ...adopted, status, stoppedAt: status === 'STOPPED' ? lastExit(adopted) : undefined };
}

/** What never started never will, which nobody has to see to. */
function stopped(task: TaskState, ended: ContainerState, now: number): TaskState {
  const [stopping] = stopTask(task, causeOf(task, ended), ended.finishedAt ?? now);
  const containers = stopping.containers.map((container) =>
    hasNothingToStop(container) ? { ...container, known: 'STOPPED' as const } : container,
  );
  return { ...stopping, containers };
}

/** The container whose end has ended the task: an application's before the pause's, which only follows. */
function endedBy(task: TaskState, now: number): ContainerState | undefined {
  const ended = task.containers
    .filter(({ known, facts }) => known === 'STOPPED' && facts.essential)
    .filter((container) => !mayRestart(task, container, now))
    .sort((a, b) => (a.finishedAt ?? now) - (b.finishedAt ?? now));
  return ended.find(({ facts }) => facts.role === 'app') ?? ended[0];
}

function causeOf(task: TaskState, ended: ContainerState) {
  if (ended.facts.role === 'app') return containerStopped(task, ended);
  const anyUp = task.containers.some(({ facts, known }) => facts.role === 'app' && known === 'RUNNING');
  return anyUp ? { ...containerStopped(task, ended), stoppedReason: namespaceLost } : failedToStart(task, undefined);
}

function lastExit(task: TaskState): number | undefined {
  const exits = task.containers.flatMap(({ finishedAt }) => finishedAt ?? []);
  return exits.length > 0 ? Math.max(...exits) : undefined;
}
