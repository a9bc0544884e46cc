import type { Change } from '../../document/change';
import type { ContainerField, TaskView } from '../../document/view';
import { type FargateSize, fargateSizes } from '../../model/fargate';

/** What the containers ask for, and which task sizes would hold it. Units: cpu units and MiB. */

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Container cpu counts from 1 up: 0 and less ask for nothing. */
export const cpuOf = (container: ContainerField): number => Math.max(0, container.get('cpu')?.num ?? 0);

/** The hard limit; undefined when there is none, or 0, which ECS takes for none. */
export const memoryOf = (container: ContainerField): number | undefined => positive(container.get('memory')?.num);

/** The soft limit, read like the hard one. */
export const reservationOf = (container: ContainerField): number | undefined =>
  positive(container.get('memoryReservation')?.num);

const positive = (value: number | undefined): number | undefined =>
  value !== undefined && value > 0 ? value : undefined;

export const cpuSum = (task: TaskView): number => sum(task.containers.map(cpuOf));

/** The largest hard or soft limit of a single container: the least memory the task can have. */
export const largestMemory = (task: TaskView): number =>
  Math.max(0, ...task.containers.flatMap((each) => [memoryOf(each) ?? 0, reservationOf(each) ?? 0]));

/** Σ of the larger of both limits of each container: with less, some limit could not be used up. */
export const wantedMemory = (task: TaskView): number =>
  sum(task.containers.map((each) => Math.max(memoryOf(each) ?? 0, reservationOf(each) ?? 0)));

/** The sizes on which these containers fit by their cpu, smallest first. */
export const sizesWithRoom = (task: TaskView): FargateSize[] =>
  fargateSizes.filter((size) => size.cpu >= cpuSum(task) && (size.windows || task.os !== 'windows'));

/** Whether the size has enough memory for the most demanding container. */
export const holdsContainers = (task: TaskView, size: FargateSize): boolean =>
  size.memory.at(-1)! >= largestMemory(task);

/** The memory of a size nearest above what is asked for, or its largest. */
export const memoryWithin = (size: FargateSize, atLeast: number): number =>
  size.memory.find((memory) => memory >= atLeast) ?? size.memory.at(-1)!;

export const setTaskCpu = (task: TaskView, units: number): Change => setRoot(task, 'cpu', String(units));

export const setTaskMemory = (task: TaskView, mib: number): Change => setRoot(task, 'memory', String(mib));

const setRoot = (task: TaskView, name: string, to: string): Change => ({ set: [...(task.root?.path ?? []), name], to });

/**
 * The memory a task should have so that it holds `atLeast` MiB: of its Fargate row, or exactly that where any is legal.
 * Undefined when the row ends below.
 */
export function roomyMemory(task: TaskView, atLeast: number): number | undefined {
  if (!task.isFargate) return atLeast;
  return fargateSizes.find((size) => size.cpu === task.cpu)?.memory.find((memory) => memory >= atLeast);
}
