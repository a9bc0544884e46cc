import type { TaskView } from '../../document/view';
import { awsFacts } from '../../rules/facts';
import { arnParts } from './arnParts';

/** Where a task lives, so that names in the file become ARNs. Each is a placeholder when the file does not say. */
export interface Home {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Read off the file: the account of its roles (even one that is filled in later), the Region of its logs and secrets. */
export function homeOf(task: TaskView): Home {
  const facts = awsFacts(task);
  const roles = [task.root?.get('executionRoleArn')?.text, task.root?.get('taskRoleArn')?.text];
  const [, partition, service, , account] = roles.map((role) => arnParts(role ?? '')).find(isArn) ?? [];
  const region = facts.region.startsWith('<') ? (writtenRegion(task) ?? facts.region) : facts.region;
  return {
    partition: partitionOf(region) ?? partition ?? 'aws',
    region,
    account: (service === 'iam' && account) || facts.account,
  };
}

const isArn = ([arn, ...rest]: readonly string[]): boolean => arn === 'arn' && rest.length === 5;

/** A Region that is filled in later, as the logs name it. */
const writtenRegion = (task: TaskView): string | undefined =>
  task.containers
    .map((each) => each.get('logConfiguration')?.get('options')?.member('awslogs-region')?.text)
    .find((text) => text !== undefined && text !== '');

/** The partition a Region belongs to; undefined where that cannot be told. Source: AWS partitions in the IAM reference, 2026. */
export function partitionOf(region: string): string | undefined {
  const known = Object.entries(partitions).find(([start]) => region.startsWith(start));
  return known?.[1] ?? (/^[a-z]{2}-[a-z]+-\d+$/.test(region) ? 'aws' : undefined);
}

const partitions: Readonly<Record<string, string>> = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'eu-isoe-': 'aws-iso-e',
  'us-isof-': 'aws-iso-f',
  'eusc-': 'aws-eusc',
};

/** An ARN at home. */
export const arnAt = ({ partition, region, account }: Home, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** The same in another Region, which may bring another partition. */
export const inRegion = (home: Home, region: string | undefined): Home =>
  region ? { ...home, region, partition: partitionOf(region) ?? home.partition } : home;
