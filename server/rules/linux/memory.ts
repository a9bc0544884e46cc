import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { notWindows, onEc2OrExternal } from '../scope';
import { memoryOf } from '../sizing/sizes';
import { api, docker } from '../sources';
import { containerLabel } from '../words';

const linux = (members: string): string => inContainer(`"linuxParameters":{${members}}`);

export const tmpfsExceedsMemory = defineRule<CheckRule>({
  id: 'tmpfs-exceeds-memory',
  group: 'linux',
  severity: 'warning',
  summary: 'Files in memory may take more than the container has',
  why: 'A tmpfs counts as memory of the container, which is killed when it grows past its limit.',
  source: docker('tmpfs mounts', 'engine/storage/tmpfs/'),
  inContainerArray: true,
  good: [linux('"tmpfs":[{"containerPath":"/a","size":512}]')],
  examples: [
    { bad: linux('"tmpfs":[{"containerPath":"/a","size":«513»}]') },
    { bad: linux('"tmpfs":[{"containerPath":"/a","size":400},{"containerPath":"/b","size":«400»}]') },
  ],
  *check(task) {
    if (!notWindows(task)) return;
    for (const container of task.containers) {
      const memory = memoryOf(container) ?? task.memory;
      if (memory === undefined) continue;
      let sum = 0;
      for (const item of container.get('linuxParameters')?.get('tmpfs')?.items() ?? []) {
        const size = item.get('size');
        const before = sum;
        sum += Math.max(0, size?.num ?? 0);
        if (!size || sum <= memory || before > memory) continue;
        yield {
          at: size.value,
          message: `Files in memory may take ${sum} MiB, but ${containerLabel(container)} has ${memory} MiB`,
        };
      }
    }
  },
});

export const swappinessWithoutMaxSwap = defineRule<CheckRule>({
  id: 'swappiness-without-max-swap',
  absence: 'here',
  group: 'linux',
  severity: 'warning',
  summary: '"swappiness" has no effect without "maxSwap"',
  why: 'How eagerly the kernel swaps is only passed on together with how much it may.',
  source: api('LinuxParameters'),
  good: [linux('"swappiness":10,"maxSwap":512')],
  examples: [{ bad: linux('«"swappiness"»:10'), fixed: linux('') }],
  *check(task) {
    if (!onEc2OrExternal(task)) return;
    for (const container of task.containers) {
      const block = container.get('linuxParameters');
      const field = block?.get('swappiness');
      if (!field || block?.get('maxSwap')) continue;
      yield { at: field.key, tag: 'unnecessary', fixes: [removeMember(field, { safe: true })] };
    }
  },
});
