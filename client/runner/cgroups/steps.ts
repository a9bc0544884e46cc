import type { EngineInfo, GroupSpec } from '../plan';

/** Steps of the helper's command `cgroup` (`helper.c`). Paths are below the folder where control groups are mounted. */

type Version = EngineInfo['cgroupVersion'];

/** Microseconds; the agent's. */
const period = 100_000;
/** The least the kernel takes for a period. */
const leastQuota = 1_000;

/** Makes the group and sets its limits, both as often as it is asked (runner.md §1.5). */
export function limitSteps(group: GroupSpec, version: Version): string[] {
  const { cpus, shares, memory } = group;
  const quota = cpus === undefined ? undefined : Math.max(leastQuota, Math.round(cpus * period));
  const name = folderOf(group.parent);
  if (version === 1)
    return [
      ...[`+cpu/${name}`, `+memory/${name}`],
      ...(quota === undefined
        ? [`cpu/${name}/cpu.shares=${shares}`]
        : [`cpu/${name}/cpu.cfs_period_us=${period}`, `cpu/${name}/cpu.cfs_quota_us=${quota}`]),
      ...(memory === undefined ? [] : [`memory/${name}/memory.limit_in_bytes=${memory}`]),
    ];
  return [
    ...['cgroup.subtree_control=+cpu +memory', `+${name}`],
    quota === undefined ? `${name}/cpu.weight=${weight(shares)}` : `${name}/cpu.max=${quota} ${period}`,
    ...(memory === undefined ? [] : [`${name}/memory.max=${memory}`]),
  ];
}

/** Version 2 weighs from 1 to 10 000 what version 1 shared from 2 to 262 144. */
const weight = (shares: number): number => Math.trunc(1 + ((shares - 2) * 9_999) / 262_142);

/** The trees of version 1, in each of which the engine makes the group; one that is not mounted has no such group. */
const trees =
  'blkio cpu cpuacct cpuset devices freezer hugetlb memory misc net_cls net_prio perf_event pids rdma systemd unified';

/** Removes the group, once no container is in it. */
export const removalSteps = (parent: string, version: Version): string[] =>
  version === 1 ? trees.split(' ').map((tree) => `-${tree}/${folderOf(parent)}`) : [`-${folderOf(parent)}`];

/** The engine's word for a group begins with a slash unless it is a slice; both lie at the root. */
const folderOf = (parent: string): string => parent.replace(/^\//, '');
