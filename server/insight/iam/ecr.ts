import { splitImage } from '../../model/image';
import { type Home, arnAt, inRegion } from './home';
import type { Statement } from './policy';

/** What pulling an image from private ECR takes; empty for any other registry. Account and Region may be placeholders. */
export function pullImage(image: string, home: Home, reason: string): Statement[] {
  const { registry = '', repository } = splitImage(image);
  const [account, host] = registry.split(/\.dkr[.-]ecr(?:-fips)?\./);
  const region = host?.split(/\.(?:amazonaws|on)\./)[0];
  if (!account || !region) return [];
  return [
    { actions: ['ecr:GetAuthorizationToken'], resource: '*', reason: 'log in to ECR; IAM takes no resource for that' },
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resource: arnAt({ ...inRegion(home, region), account }, 'ecr', `repository/${repository}`),
      reason,
    },
  ];
}

/** Whether the registry itself is filled in later, so that it may be a private one. */
export const isUnknownImage = (image: string): boolean => /^(?:\$|<|\{\{|%|#|\(\()/.test(image);
