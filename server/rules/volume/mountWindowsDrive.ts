import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { findVolume, targetOf } from '../references';
import { onEc2 } from '../scope';
import { api } from '../sources';
import { mountsOf, sameDrive, windows } from './mounts';

export const mountWindowsDrive = defineRule<CheckRule>({
  id: 'mount-windows-drive',
  group: 'volume',
  severity: 'warning',
  summary: 'Windows mounts a folder on its own drive only, and not read-only',
  why: 'A folder of D: can appear on D: in the container, not on C:. On EC2 Windows, "readOnly" has to stay false.',
  source: api('HostVolumeProperties'),
  good: [
    inContainer(
      '"mountPoints":[{"sourceVolume":"data","containerPath":"C:\\\\a"}]',
      `"volumes":[{"name":"data","host":{"sourcePath":"C:\\\\b"}}],${windows}`,
    ),
  ],
  examples: [
    {
      bad: inContainer(
        '"mountPoints":[{"sourceVolume":"data","containerPath":«"C:\\\\a"»}]',
        `"volumes":[{"name":"data","host":{"sourcePath":"D:\\\\b"}}],${windows}`,
      ),
    },
    {
      bad: inContainer(
        '"mountPoints":[{"sourceVolume":"data","containerPath":"C:\\\\a","readOnly":«true»}]',
        `"volumes":[{"name":"data"}],${windows}`,
      ),
    },
  ],
  *check(task) {
    if (task.os !== 'windows') return;
    for (const { item } of mountsOf(task)) {
      const path = item.get('containerPath');
      const readOnly = item.get('readOnly');
      const source = targetOf(findVolume(task, item.get('sourceVolume')))
        ?.get('host')
        ?.get('sourcePath')?.known;
      if (
        path?.known &&
        source &&
        /^[A-Za-z]:/.test(path.known) &&
        /^[A-Za-z]:/.test(source) &&
        !sameDrive(source, path.known)
      ) {
        yield {
          at: path.value,
          message: `Windows cannot mount a folder of ${source.slice(0, 2)} on ${path.known.slice(0, 2)}`,
        };
      }
      if (readOnly?.bool === true && onEc2(task)) {
        yield { at: readOnly.value, message: 'Windows instances on EC2 cannot mount a volume read-only' };
      }
    }
  },
});
