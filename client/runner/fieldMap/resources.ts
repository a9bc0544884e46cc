import { parseTaskCpu, parseTaskMemory, printMemory, printVcpu } from '../../../server/index';
import { mebibyte, present, type BodyPart, type ContainerScope, type TaskScope } from './scope';

/** Docker refuses a limit below this many bytes. */
const memoryFloor = 6 * mebibyte;

/**
 * Shares, limits and the task's ceiling. ECS puts one ceiling over all containers; unless they are in a group, each
 * container has the whole of it for itself here (runner.md §1.5, T1), which is exact for one container.
 */
export function mapResources(scope: ContainerScope): BodyPart {
  const { container, group } = scope;
  const cpus = group ? undefined : taskCpus(scope);
  const memory = memoryLimit(scope);
  return {
    host: present({
      CgroupParent: group?.parent,
      CpuShares: Math.min(262_144, Math.max(2, container.cpu ?? 0)),
      NanoCpus: cpus === undefined ? undefined : Math.round(cpus * 1e9),
      Memory: memory,
      MemoryReservation: reservation(scope, memory),
      ...swap(scope, memory),
    }),
  };
}

/** The task's CPUs, as many of them as there are. */
export function taskCpus({ definition, engine }: Pick<TaskScope, 'definition' | 'engine'>): number | undefined {
  const cpu = definition.cpu === undefined ? undefined : parseTaskCpu(definition.cpu);
  return cpu === undefined ? undefined : Math.min(cpu / 1024, engine.cpus);
}

/** The task's memory in bytes, as much of it as there is. */
export function taskMemory({ definition, engine }: Pick<TaskScope, 'definition' | 'engine'>): number | undefined {
  const memory = definition.memory === undefined ? undefined : parseTaskMemory(definition.memory);
  return memory === undefined ? undefined : Math.min(memory * mebibyte, engine.memory);
}

/** Bytes: the container's own limit, or else the task's. */
function memoryLimit(scope: ContainerScope): number | undefined {
  const { container, group, pointer } = scope;
  if (container.memory) return floored(scope, container.memory * mebibyte, `${pointer}/memory`);
  const ofTask = group ? undefined : taskMemory(scope);
  return ofTask === undefined ? undefined : floored(scope, ofTask, '/memory');
}

/** As many bytes, but those that Docker can limit a container to. */
function floored({ name, report }: ContainerScope, bytes: number, pointer: string): number {
  if (bytes >= memoryFloor) return bytes;
  const text = `Docker counts memory from 6 MiB on, so ${name} gets 6 MiB instead of ${bytes / mebibyte} MiB.`;
  report.notice('approximated', 'memory-floor', pointer, text);
  return memoryFloor;
}

/** Bytes. ECS and the engine both refuse one above the container's own limit; the task's ceiling just caps it. */
function reservation(scope: ContainerScope, limit?: number): number | undefined {
  const { container, name, pointer, report } = scope;
  if (!container.memoryReservation) return undefined;
  const at = `${pointer}/memoryReservation`;
  if (container.memory && container.memoryReservation > container.memory) {
    const text = `Container ${name} reserves ${container.memoryReservation} MiB of the ${container.memory} MiB it may use.`;
    report.refuse('memory-reservation', at, text, 'Make memoryReservation the smaller of the two.');
  }
  const bytes = floored(scope, container.memoryReservation * mebibyte, at);
  return Math.min(bytes, limit ?? Number.POSITIVE_INFINITY);
}

/** `maxSwap` is on top of the memory; 0 means none. */
function swap(scope: ContainerScope, memory: number | undefined): Record<string, number> {
  const { container, engine, pointer, report } = scope;
  const { maxSwap, swappiness } = container.linuxParameters ?? {};
  const at = `${pointer}/linuxParameters`;
  if (maxSwap === undefined) {
    if (swappiness !== undefined)
      report.notice('ignored', 'swappiness', `${at}/swappiness`, 'swappiness counts only together with maxSwap.');
    return {};
  }
  if (memory === undefined || !engine.swapLimit) {
    const why = memory === undefined ? 'the container has no memory limit' : 'this engine cannot limit swap';
    report.notice('ignored', 'swap', `${at}/maxSwap`, `maxSwap has no effect here: ${why}.`);
    return {};
  }
  const limit = { MemorySwap: memory + maxSwap * mebibyte };
  if (swappiness === undefined) return limit;
  if (engine.cgroupVersion === 1) return { ...limit, MemorySwappiness: swappiness };
  const text = 'swappiness has no effect here: the engine uses cgroups version 2.';
  report.notice('ignored', 'swappiness', `${at}/swappiness`, text);
  return limit;
}

/** What the task's size means here, said once. */
export function announceTaskSize({ definition, containers, engine, group, report }: TaskScope): void {
  const cpu = definition.cpu === undefined ? undefined : parseTaskCpu(definition.cpu);
  const memory = definition.memory === undefined ? undefined : parseTaskMemory(definition.memory);
  if (cpu !== undefined && cpu / 1024 > engine.cpus) {
    const text = `The task asks for ${printVcpu(cpu)}; the engine has ${engine.cpus}, and the task gets those.`;
    report.notice('approximated', 'task-cpu-clamped', '/cpu', text);
  }
  if (memory !== undefined && memory * mebibyte > engine.memory) {
    const has = printMemory(Math.floor(engine.memory / mebibyte));
    const text = `The task asks for ${printMemory(memory)}; the engine has ${has}, and the task gets no more than that.`;
    report.notice('approximated', 'task-memory-clamped', '/memory', text);
  }
  if (containers.length < 2 || group) return;
  for (const field of ['cpu', 'memory'] as const)
    if (definition[field] !== undefined)
      report.notice(
        'approximated',
        `task-${field}-each`,
        `/${field}`,
        `Each container may use the task's whole ${field}; ECS makes all containers share it.`,
      );
}
