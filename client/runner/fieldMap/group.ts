import { groupName } from '../names';
import type { GroupSpec } from '../plan';
import { taskCpus, taskMemory } from './resources';
import type { TaskScope } from './scope';

/** The least that the kernel takes, and what ECS gives to a task whose containers name none. */
const leastShares = 2;

/**
 * The group for a task whose containers are to share its limits, with those that the ECS agent sets (runner.md §1.5, T2).
 * Undefined, which is said, where the engine cannot have one.
 */
export function mapGroup(scope: Omit<TaskScope, 'group'>): GroupSpec | undefined {
  const { containers, definition, engine, options, report, taskId } = scope;
  if (options.overrides?.sharedLimits !== true) return undefined;
  const pointer = ['memory', 'cpu'].flatMap((field) => (field in definition ? `/${field}` : []))[0];
  if (pointer === undefined) {
    const text = 'The task has neither cpu nor memory, so its containers have no limits to share.';
    report.notice('ignored', 'shared-limits-none', '', text);
    return undefined;
  }
  const hindrance = whyNot(scope);
  if (hindrance !== undefined || engine.cgroupDriver === 'none') {
    const text = `The containers cannot share the task's limits, so each has them for itself: ${hindrance ?? noGroups}.`;
    report.notice('approximated', 'shared-limits-unavailable', pointer, text);
    return undefined;
  }
  report.demand('cgroups', pointer, demanded);
  if (engine.cgroupDriver === 'systemd') report.notice('approximated', 'shared-limits-systemd', pointer, bySystemd);
  const shares = containers.reduce((sum, { cpu = 0 }) => sum + cpu, 0);
  return {
    parent: groupName(taskId, engine.cgroupDriver),
    cpus: taskCpus(scope),
    shares: Math.max(leastShares, shares),
    memory: taskMemory(scope),
  };
}

function whyNot({ engine, options, around }: Omit<TaskScope, 'group'>): string | undefined {
  if (options.groupRefused !== undefined) return `the engine refused (${options.groupRefused})`;
  if (engine.os !== 'linux') return 'that takes an engine on Linux';
  if (engine.confinements.includes('rootless')) return 'an engine without root may not set limits for a group';
  return around.pauseImage === '' ? `there is no helper for an engine on ${engine.architecture}` : undefined;
}

const noGroups = 'this engine has no control groups';

const demanded =
  "To let the containers share the task's limits, a container of Taskdef's own gets the control groups of the engine's " +
  'machine to write, each time for a moment. The containers of the task do not get them.';

const bySystemd =
  'systemd keeps the control groups of this engine, and may undo the limits that the containers share, as with ' +
  '"systemctl daemon-reload". They are set again whenever a container starts.';
