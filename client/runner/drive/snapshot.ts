import type { ContainerFactsOnEngine, PublishedPort } from '../enginePort';
import { taskHealth } from '../health';
import type { ContainerSpec, TaskPlan } from '../plan';
import type { ContainerSnapshot, TaskSnapshot } from '../runner';
import type { TaskState } from '../state';

/** What inspect last said of each container, by its name in the task. */
export type FactsByName = ReadonlyMap<string, ContainerFactsOnEngine>;

/** A task as its clients see it: without the pause, whose ports are told with the containers they lead to. */
export function snapshotOf(plan: TaskPlan, state: TaskState, facts: FactsByName): TaskSnapshot {
  const { taskId, taskArn, family, revision, target, options } = plan;
  const { status, desired, stopCode, stoppedReason, createdAt, startedAt, stoppedAt } = state;
  const apps = state.containers.filter(({ facts: { role } }) => role === 'app');
  return {
    ...{ taskId, taskArn, family, revision, launchType: target },
    ...{ lastStatus: status, desiredStatus: desired, stopCode, stoppedReason, createdAt, startedAt, stoppedAt },
    health: taskHealth(apps.map(({ facts: { essential }, health }) => ({ essential, health }))),
    file: options.file,
    workspace: options.workspace,
    engineLost: state.engine === 'lost',
    containers: apps.map(({ facts: { name, essential }, ...container }): ContainerSnapshot => {
      const { known: lastStatus, health, exitCode, reason, why, restarts } = container;
      const runtimeId = facts.get(name)?.id ?? container.id;
      const image = plan.containers.find((spec) => spec.facts.name === name)?.image ?? '';
      const ports = portsOf(plan, name, facts);
      const imageDigest = container.imageDigest ?? facts.get(name)?.detail.imageId;
      return {
        ...{ name, image, imageDigest, essential, lastStatus, health },
        ...{ exitCode, reason, why, runtimeId, ports, restarts },
      };
    }),
  };
}

/** Where a container is reached: its own ports, or those of the pause that were published for it. */
function portsOf(plan: TaskPlan, name: string, facts: FactsByName): PublishedPort[] {
  const pause = plan.containers.find((spec) => spec.facts.role === 'pause');
  if (!pause || plan.networkMode !== 'awsvpc') return [...(facts.get(name)?.ports ?? [])];
  const published = facts.get(pause.facts.name)?.ports ?? [];
  const own = pause.ports.filter(({ container }) => container === name);
  return published.filter((port) => own.some((wish) => leadsTo(wish, port)));
}

const leadsTo = (wish: ContainerSpec['ports'][number], port: PublishedPort): boolean =>
  wish.containerPort === port.containerPort && wish.protocol === port.protocol;

/** Once it runs, are all ports known that somebody may want to open? The engine picks some of them. */
export function portsAreKnown(plan: TaskPlan, state: TaskState, facts: FactsByName): boolean {
  return plan.containers
    .filter(({ ports }) => ports.length > 0)
    .every(({ facts: { name } }) => {
      const container = state.containers.find((one) => one.facts.name === name);
      return container?.known === 'STOPPED' || (facts.get(name)?.ports.length ?? 0) > 0;
    });
}
