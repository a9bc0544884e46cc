import type { Field } from '../../document/field';
import { type CheckRule, defineRule } from '../define';
import { removeMember, setValue } from '../fixes';
import { api } from '../sources';
import { sentence, volumeLabel } from '../words';
import { accessPointOf, efs, efsBlocks, tls } from './efs';

/** Whether the path is the root, or may be one once its placeholders are filled in. */
const mayBeRoot = (field: Field): boolean =>
  field.text === undefined || field.text === '' || !/^\/*[^/$<{%#(]/.test(field.text);

export const efsAccessPointRootDirectory = defineRule<CheckRule>({
  id: 'efs-access-point-root-directory',
  group: 'volume',
  severity: 'error',
  summary: 'With an access point, the root directory is that of the access point',
  why: 'An access point leads to a folder of its own, so "rootDirectory" may only be "/" or absent.',
  awsMessage: 'When using an EFS access point, the root directory must either be set to "/" or be omitted',
  source: api('EFSVolumeConfiguration'),
  good: [
    efs(`${tls},"rootDirectory":"/","authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}`),
    efs(`${tls},"rootDirectory":"/data"`),
    efs(`${tls},"rootDirectory":"/\${DIR}","authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}`),
  ],
  examples: [
    {
      bad: efs(`${tls},"rootDirectory":«"/data"»,"authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}`),
      fixed: efs(`${tls},"authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}`),
    },
  ],
  *check(task) {
    for (const { volume, block } of efsBlocks(task)) {
      const field = block.get('rootDirectory');
      if (!field || !accessPointOf(block) || mayBeRoot(field)) continue;
      yield {
        at: field.value,
        message: `${sentence(volumeLabel(volume))} has an access point, so its root directory cannot be "${field.text!}"`,
        fixes: [removeMember(field)],
      };
    }
  },
});

export const efsRootRelative = defineRule<CheckRule>({
  id: 'efs-root-relative',
  group: 'volume',
  severity: 'warning',
  summary: 'The root directory of an EFS volume is an absolute path',
  why: 'It is looked up from the root of the file system.',
  source: api('EFSVolumeConfiguration'),
  yieldsTo: ['efs-access-point-root-directory'],
  good: [efs(`${tls},"rootDirectory":"/data"`), efs(`${tls},"rootDirectory":"\${DIR}"`)],
  examples: [{ bad: efs(`${tls},"rootDirectory":«"data"»`), fixed: efs(`${tls},"rootDirectory":"/data"`) }],
  *check(task) {
    for (const { block } of efsBlocks(task)) {
      const field = block.get('rootDirectory');
      if (field?.known === undefined || field.known.startsWith('/')) continue;
      yield { at: field.value, fixes: [setValue(field.path, `/${field.known.replace(/^(\.\/)+/, '')}`)] };
    }
  },
});
