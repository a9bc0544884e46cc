import type { TaskDefinition } from '../../../server/index';
import type { FactsByName } from '../drive/snapshot';
import { hash } from '../names';
import type { ContainerSpec, TaskPlan } from '../plan';
import type { ContainerState, TaskState } from '../state';

/** A task at one moment, as its endpoint sees it. Times are milliseconds since the epoch. */
export interface TaskView {
  readonly plan: TaskPlan;
  readonly state: TaskState;
  readonly facts: FactsByName;
  readonly pulls: { readonly startedAt: number | undefined; readonly stoppedAt: number | undefined };
}

export const regionOf = ({ plan }: Pick<TaskView, 'plan'>): string => plan.taskArn.split(':')[3] ?? '';

export function stateOf({ state }: TaskView, container: string): ContainerState | undefined {
  return state.containers.find(({ facts }) => facts.name === container);
}

export function definitionFor(
  { plan }: TaskView,
  container: string,
): NonNullable<TaskDefinition['containerDefinitions']>[number] {
  return plan.definition.containerDefinitions?.find(({ name }) => name === container) ?? {};
}

/** On Fargate the task's id and digits, elsewhere the engine's own. Empty until the container is created. */
export function dockerId({ plan, facts }: Pick<TaskView, 'plan' | 'facts'>, container: string): string {
  const id = facts.get(container)?.id;
  if (id === undefined) return '';
  if (plan.target !== 'FARGATE') return id;
  const digits = Number.parseInt(hash(`${plan.taskId}/${container}/docker`, 8), 16);
  return `${plan.taskId}-${String(digits).padStart(10, '0')}`;
}

/** Those the endpoint tells of: on Fargate nobody sees the pause. */
export function visibleContainers({ plan }: TaskView): readonly ContainerSpec[] {
  return plan.target === 'FARGATE' ? plan.containers.filter(({ facts }) => facts.role === 'app') : plan.containers;
}
