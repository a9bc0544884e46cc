import type { Field } from '../../document/field';
import type { TaskView, VolumeField } from '../../document/view';
import type { EFSVolumeConfiguration } from '../../model/taskDefinition';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember, setValue } from '../fixes';
import { hasTaskRole, taskRoleFix } from '../iam/taskRole';
import { api, guide, securityHub, source } from '../sources';
import { knownReference } from '../standIn';
import { sentence, volumeLabel } from '../words';

const efs = (members: string, task = ''): string =>
  inContainer(
    '"mountPoints":[{"sourceVolume":"v","containerPath":"/a"}]',
    `${task}"volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-12345678"${members && `,${members}`}}}]`,
  );
const tls = '"transitEncryption":"ENABLED"';

interface Block {
  readonly volume: VolumeField;
  readonly block: Field<EFSVolumeConfiguration>;
}

/** EFS volumes, unless the launch type or system refuses them as a whole. */
export function efsBlocks(task: TaskView): Block[] {
  if (task.launchTypesUnknown || task.launchTypes.has('EXTERNAL') || task.os === 'windows') return [];
  return task.volumes.flatMap((volume) => {
    const block = volume.get('efsVolumeConfiguration');
    return block?.type === 'object' ? [{ volume, block }] : [];
  });
}

/** Set, and not to the empty text that stands for nothing. */
const isSet = (field: Field | undefined): field is Field => field !== undefined && field.text !== '';

function withoutTls(block: Field<EFSVolumeConfiguration>): boolean {
  const field = block.get('transitEncryption');
  return field?.text !== 'ENABLED' && !field?.unknown;
}

const enableTls = (block: Field, options: { safe?: true } = {}): Fix => ({
  title: 'Set "transitEncryption" to "ENABLED"',
  ...options,
  changes: () => [{ set: [...block.path, 'transitEncryption'], to: 'ENABLED' }],
});

export const efsFileSystemId = defineRule<CheckRule>({
  id: 'efs-file-system-id',
  group: 'volume',
  severity: 'warning',
  summary: 'This is no ID of an EFS file system',
  why: 'An ID is "fs-" and 8 to 40 hexadecimal digits. ECS wants the ID, not the ARN.',
  source: source(
    'FileSystemId in the EFS API Reference',
    'https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html',
  ),
  good: [efs(tls), efs(tls).replace('fs-12345678', '${FS}'), efs(tls).replace('fs-12345678', 'fs-xxxxxxxx')],
  examples: [
    { bad: efs(tls).replace('"fs-12345678"', '«"data"»') },
    {
      bad: efs(tls).replace(
        '"fs-12345678"',
        '«"arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-12345678"»',
      ),
      fixed: efs(tls),
    },
  ],
  *check(task) {
    for (const { block } of efsBlocks(task)) {
      const field = block.get('fileSystemId');
      const id = knownReference(field);
      if (!field || id === undefined || /^fs-([0-9a-f]{8,40}|x+)$/i.test(id) || /^[A-Z_]+$/.test(id)) continue;
      const inArn = /^arn:.*file-system\/(fs-[0-9a-f]{8,40})$/.exec(id)?.[1];
      yield {
        at: field.value,
        ...(id.startsWith('arn:') && { severity: 'error' as const }),
        message: id.startsWith('arn:')
          ? 'ECS wants the ID of the file system, not its ARN'
          : `"${id}" is no ID of an EFS file system`,
        fixes: inArn ? [setValue(field.path, inArn, { safe: true })] : [],
      };
    }
  },
});

export const efsAccessPointId = defineRule<CheckRule>({
  id: 'efs-access-point-id',
  group: 'volume',
  severity: 'warning',
  summary: 'This is no ID of an EFS access point',
  why: 'An ID is "fsap-" and hexadecimal digits.',
  source: source(
    'AccessPointId in the EFS API Reference',
    'https://docs.aws.amazon.com/efs/latest/ug/API_AccessPointDescription.html',
  ),
  good: [
    efs(`${tls},"authorizationConfig":{"accessPointId":"fsap-0123456789abcdef0"}`),
    efs(
      `${tls},"authorizationConfig":{"accessPointId":"arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0"}`,
    ),
    efs(`${tls},"authorizationConfig":{"accessPointId":"fsap-xxxxxxxx"}`),
  ],
  examples: [{ bad: efs(`${tls},"authorizationConfig":{"accessPointId":«"fs-12345678"»}`) }],
  *check(task) {
    for (const { block } of efsBlocks(task)) {
      const field = block.get('authorizationConfig')?.get('accessPointId');
      const id = knownReference(field);
      if (!field || id === undefined || /(^|^arn:.*access-point\/)fsap-([0-9a-f]{8,40}|x+)$/i.test(id)) continue;
      if (/^[A-Z_]+$/.test(id)) continue;
      yield { at: field.value, message: `"${id}" is no ID of an EFS access point` };
    }
  },
});

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
      if (!field || !isSet(block.get('authorizationConfig')?.get('accessPointId')) || mayBeRoot(field)) continue;
      yield {
        at: field.value,
        message: `${sentence(volumeLabel(volume))} has an access point, so its root directory cannot be "${field.text!}"`,
        fixes: [removeMember(field)],
      };
    }
  },
});

interface TlsNeed {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly awsMessage?: string;
  readonly sample: (marked: (text: string) => string) => string;
  readonly at: 'key' | 'value';
  readonly needs: (block: Field<EFSVolumeConfiguration>) => Field | undefined;
}

const tlsRule = ({ sample, at, needs, ...words }: TlsNeed): CheckRule =>
  defineRule<CheckRule>({
    group: 'volume',
    severity: 'error',
    source: api('EFSVolumeConfiguration'),
    ...words,
    good: [efs(`${tls},${sample((text) => text)}`), efs(`"transitEncryption":"\${TLS}",${sample((text) => text)}`)],
    examples: [{ bad: efs(sample((text) => `«${text}»`)), fixed: efs(`${sample((text) => text)},${tls}`) }],
    *check(task) {
      for (const { block } of efsBlocks(task)) {
        const field = needs(block);
        if (field && withoutTls(block)) yield { at: field[at], fixes: [enableTls(block, { safe: true })] };
      }
    },
  });

const iamOf = (block: Field<EFSVolumeConfiguration>): Field | undefined => {
  const field = block.get('authorizationConfig')?.get('iam');
  return field?.text === 'ENABLED' ? field : undefined;
};

const accessPointOf = (block: Field<EFSVolumeConfiguration>): Field | undefined => {
  const field = block.get('authorizationConfig')?.get('accessPointId');
  return isSet(field) ? field : undefined;
};

export const efsTlsRules: readonly CheckRule[] = [
  tlsRule({
    id: 'efs-iam-without-tls',
    summary: 'IAM authorization of EFS needs transit encryption',
    why: 'EFS takes IAM identities over TLS only.',
    awsMessage: 'EFS IAM authorization requires TransitEncryption to be enabled',
    sample: (marked) => `"authorizationConfig":{"iam":${marked('"ENABLED"')}}`,
    at: 'value',
    needs: iamOf,
  }),
  tlsRule({
    id: 'efs-access-point-without-tls',
    summary: 'An EFS access point needs transit encryption',
    why: 'EFS lets clients in through access points over TLS only.',
    sample: (marked) => `"authorizationConfig":{"accessPointId":${marked('"fsap-0123456789abcdef0"')}}`,
    at: 'value',
    needs: accessPointOf,
  }),
  tlsRule({
    id: 'efs-port-without-tls',
    summary: 'A port for transit encryption needs transit encryption',
    why: 'The port is that of the local TLS proxy, which does not run otherwise.',
    awsMessage: 'TransitEncryptionPort requires that TransitEncryption is enabled',
    sample: (marked) => `${marked('"transitEncryptionPort"')}:20049`,
    at: 'key',
    needs: (block) => block.get('transitEncryptionPort'),
  }),
];

export const efsPortRange = defineRule<CheckRule>({
  id: 'efs-port-range',
  group: 'volume',
  severity: 'error',
  summary: 'Ports lie between 1 and 65535',
  why: 'There are no others. Without a port the mount helper picks one.',
  source: api('EFSVolumeConfiguration'),
  good: [efs(`${tls},"transitEncryptionPort":20049`)],
  examples: [
    { bad: efs(`${tls},"transitEncryptionPort":«0»`), fixed: efs(tls) },
    { bad: efs(`${tls},"transitEncryptionPort":«70000»`), fixed: efs(tls) },
  ],
  *check(task) {
    for (const { block } of efsBlocks(task)) {
      const field = block.get('transitEncryptionPort');
      const port = field?.int;
      if (!field || port === undefined || (port >= 1 && port <= 65_535)) continue;
      yield { at: field.value, message: `Ports lie between 1 and 65535, not at ${port}`, fixes: [removeMember(field)] };
    }
  },
});

export const efsTransitEncryption = defineRule<CheckRule>({
  id: 'efs-transit-encryption',
  group: 'volume',
  severity: 'warning',
  summary: 'The files travel to EFS unencrypted',
  why: 'Whoever can listen in the network reads them along.',
  source: securityHub(18),
  good: [efs(tls), efs('"transitEncryption":"${TLS}"'), efs('"authorizationConfig":{"iam":"ENABLED"}')],
  examples: [
    {
      bad: efs('').replace('"efsVolumeConfiguration"', '«"efsVolumeConfiguration"»'),
      fixed: efs(tls),
    },
  ],
  *check(task) {
    for (const { volume, block } of efsBlocks(task)) {
      if (!withoutTls(block) || iamOf(block) || accessPointOf(block) || block.get('transitEncryptionPort')) continue;
      yield {
        at: block.key,
        message: `The files of ${volumeLabel(volume)} travel unencrypted`,
        fixes: [enableTls(block)],
      };
    }
  },
});

export const efsIamWithoutTaskRole = defineRule<CheckRule>({
  id: 'efs-iam-without-task-role',
  group: 'volume',
  severity: 'warning',
  summary: 'IAM authorization of EFS uses the task role, and there is none',
  why: 'Without "taskRoleArn" the mount is made without an identity, and EFS may refuse it.',
  source: guide('efs-volumes', 'Use Amazon EFS volumes'),
  good: [
    efs(`${tls},"authorizationConfig":{"iam":"ENABLED"}`, '"taskRoleArn":"app",'),
    efs(`${tls},"authorizationConfig":{"iam":"DISABLED"}`),
  ],
  examples: [
    {
      bad: efs(`${tls},"authorizationConfig":{"iam":«"ENABLED"»}`),
      fixed: efs(
        `${tls},"authorizationConfig":{"iam":"ENABLED"}`,
        '"taskRoleArn":"arn:aws:iam::<ACCOUNT_ID>:role/<TASK_ROLE>",',
      ),
    },
  ],
  *check(task) {
    if (hasTaskRole(task)) return;
    for (const { block } of efsBlocks(task)) {
      const field = iamOf(block);
      if (field) yield { at: field.value, fixes: [taskRoleFix(task)] };
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
