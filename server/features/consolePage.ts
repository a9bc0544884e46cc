import { type Arn, isRegion, parseArn } from '../model/arn';

const consoleDomains: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The AWS console of a Region; undefined for partitions whose console is not public. */
export function consoleHost(partition: string, region: string): string | undefined {
  const domain = consoleDomains[partition];
  return domain && (region === '' ? domain : `${region}.${domain}`);
}

/** The partition a Region is part of, by its name. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Whether an address can say it: half a surrogate pair is no text. */
const canBeSaid = (name: string): boolean => !/\p{Surrogate}/u.test(name);

/** The console page of a log group. */
export function logGroupPage(region: string, group: string): string | undefined {
  if (!canBeSaid(group)) return undefined;
  const host = isRegion(region) ? consoleHost(partitionOf(region), region) : undefined;
  const name = encodeURIComponent(encodeURIComponent(group)).replaceAll('%', '$'); // as the console writes it
  return host && `https://${host}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${name}`;
}

/** The path of the page for a resource, by service; undefined for a resource without one. */
const pages: Readonly<Record<string, (arn: Arn) => string | undefined>> = {
  iam: ({ resource }) => {
    const role = /^role\/(?:.*\/)?([\w+=,.@-]+)$/.exec(resource)?.[1];
    return role && `iam/home#/roles/details/${encodeURIComponent(role)}`;
  },
  secretsmanager: ({ resource, region }) => {
    const id = /^secret:([^:]+)/.exec(resource)?.[1];
    const name = id?.replace(/-[A-Za-z0-9]{6}$/, ''); // six random characters that AWS adds to the name
    return name && `secretsmanager/secret?name=${encodeURIComponent(name)}&region=${region}`;
  },
  ssm: ({ resource, region }) => {
    const name = /^parameter(\/.+)$/.exec(resource)?.[1];
    if (!name) return undefined;
    const shown = name.lastIndexOf('/') === 0 ? name.slice(1) : name;
    return `systems-manager/parameters/${encodeURIComponent(shown)}/description?region=${region}`;
  },
  s3: ({ resource }) => {
    const [, bucket, key] = /^([^/]+)\/(.+)$/.exec(resource) ?? [];
    return bucket && key && `s3/object/${bucket}?prefix=${encodeURIComponent(key)}`;
  },
  ecs: ({ resource, region }) => {
    const [, family, revision] = /^task-definition\/([\w-]+):(\d+)$/.exec(resource) ?? [];
    return family && `ecs/v2/task-definitions/${family}/${revision}?region=${region}`;
  },
};

/** The console page of the resource an ARN names, or undefined for services a task definition does not refer to. */
export function consolePage(text: string): string | undefined {
  const arn = canBeSaid(text) ? parseArn(text) : undefined;
  const host = arn && consoleHost(arn.partition, arn.region);
  const page = arn && pages[arn.service]?.(arn);
  return host && page && `https://${host}/${page}`;
}
