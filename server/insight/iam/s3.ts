import type { Statement } from './policy';

/** What reading one object takes; the bucket's Region is looked up first. Empty for what is no S3 ARN. */
export function readObject(arn: string, reason: string): Statement[] {
  const [, partition, bucket] = /^arn:([^:]*):s3:::([^/]+)\/.+$/.exec(arn) ?? [];
  if (partition === undefined || bucket === undefined) return [];
  return [
    { actions: ['s3:GetObject'], resource: arn, reason },
    { actions: ['s3:GetBucketLocation'], resource: `arn:${partition}:s3:::${bucket}`, reason },
  ];
}
