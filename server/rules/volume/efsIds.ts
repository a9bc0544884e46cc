import { type CheckRule, defineRule } from '../define';
import { setValue } from '../fixes';
import { source } from '../sources';
import { knownReference } from '../standIn';
import { efs, efsBlocks, tls } from './efs';

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
