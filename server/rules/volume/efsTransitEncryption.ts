import type { Field } from '../../document/field';
import type { EFSVolumeConfiguration } from '../../model/taskDefinition';
import { type CheckRule, type Fix, defineRule } from '../define';
import { removeMember } from '../fixes';
import { api, securityHub } from '../sources';
import { volumeLabel } from '../words';
import { accessPointOf, efs, efsBlocks, iamOf, tls } from './efs';

/** TLS between the task and EFS: when it is needed, its port, and that it is missing. */

function withoutTls(block: Field<EFSVolumeConfiguration>): boolean {
  const field = block.get('transitEncryption');
  return field?.text !== 'ENABLED' && !field?.unknown;
}

const enableTls = (block: Field, options: { safe?: true } = {}): Fix => ({
  title: 'Set "transitEncryption" to "ENABLED"',
  ...options,
  changes: () => [{ set: [...block.path, 'transitEncryption'], to: 'ENABLED' }],
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
    absence: 'here',
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
  absence: 'here',
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
