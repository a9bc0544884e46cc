import type { TaskView } from '../../document/view';
import { awsFacts } from '../../rules/facts';
import { isRegion } from '../../model/arn';

/** Regions by partition, those that most use first. Source: AWS General Reference, Amazon ECS endpoints, 2026. */
const regions: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'us-east-1',
    'us-west-2',
    'eu-west-1',
    'eu-central-1',
    'us-east-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-northeast-1',
    'ap-south-1',
    'eu-west-2',
    'eu-west-3',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-central-2',
    'us-west-1',
    'ca-central-1',
    'ca-west-1',
    'mx-central-1',
    'sa-east-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-7',
    'ap-east-1',
    'ap-east-2',
    'ap-south-2',
    'af-south-1',
    'il-central-1',
    'me-central-1',
    'me-south-1',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

export const partitions: readonly string[] = Object.keys(regions);
const everywhere: readonly string[] = Object.values(regions).flat();

/** Every Region of a partition (of all, when it is not known), the file's own first. */
export function regionsFor(task: TaskView, partition?: string): readonly string[] {
  const own = awsFacts(task).region;
  const known = partition === undefined ? everywhere : (regions[partition] ?? []);
  return isRegion(own) ? [own, ...known.filter((region) => region !== own)] : known;
}
