import type { Change } from '../document/change';
import type { Document } from '../document/document';
import type { TaskView } from '../document/view';
import { type FargateSize, fargateSize } from '../model/fargate';
import { cpuSum, memoryOf, reservationOf, setTaskCpu, setTaskMemory, sizesWithRoom } from '../rules/sizing/sizes';

/**
 * The smallest Fargate size that holds what the task and its containers ask for, rounded up; nothing where the task has one
 * already. A value that is filled in later stays, and so does a task that no size holds.
 */
export function fargateSizing({ task }: Document): Change[] {
  if (!task?.root) return [];
  const cpu = Math.max(task.cpu ?? 0, cpuSum(task));
  const memory = Math.max(task.memory ?? 0, memorySum(task));
  const cpuUnknown = task.root.get('cpu')?.unknown ?? false;
  const memoryUnknown = task.root.get('memory')?.unknown ?? false;
  if (isRightSize(task, cpu, memory) || (cpuUnknown && memoryUnknown)) return [];

  const size = sizesWithRoom(task).find((each) => each.cpu >= cpu && each.memory.at(-1)! >= memory);
  if (!size) return [];
  const rounded = memoryIn(size, memory)!;
  return [
    ...(cpuUnknown || size.cpu === task.cpu ? [] : [setTaskCpu(task, size.cpu)]),
    ...(memoryUnknown || rounded === task.memory ? [] : [setTaskMemory(task, rounded)]),
  ];
}

/** Whether the size that is written exists and holds the containers; an unknown half is taken as right. */
function isRightSize(task: TaskView, cpu: number, memory: number): boolean {
  const isUnknown = (name: 'cpu' | 'memory'): boolean => task.root?.get(name)?.unknown ?? false;
  if (isUnknown('cpu')) return task.memory !== undefined && task.memory >= memory;
  const size = task.cpu === undefined ? undefined : fargateSize(task.cpu);
  if (!size || size.cpu < cpu || (task.os === 'windows' && !size.windows)) return false;
  return isUnknown('memory') || (task.memory === memory && size.memory.includes(memory));
}

const memoryIn = (size: FargateSize, atLeast: number): number | undefined =>
  size.memory.find((memory) => memory >= atLeast);

/** What the containers may use together: each its hard limit, or else what it reserves. */
const memorySum = (task: TaskView): number =>
  task.containers.reduce((sum, each) => sum + (memoryOf(each) ?? reservationOf(each) ?? 0), 0);
