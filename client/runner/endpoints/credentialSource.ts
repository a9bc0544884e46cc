import type { CredentialsService } from '../../aws/credentials';
import type { TaskPlan } from '../plan';
import type { CredentialsSource } from './credentials';

/** Where a task's credentials come from, as the person has chosen for the run; undefined when it gets none. */
export function credentialsSource(
  { options: { credentials }, definition, taskArn, taskId }: TaskPlan,
  aws: () => Promise<CredentialsService>,
): CredentialsSource | undefined {
  if (!credentials || credentials.source === 'none') return undefined;
  const caller = { profile: credentials.profile, region: taskArn.split(':')[3] ?? '' };
  if (credentials.source === 'profile') return async () => (await aws()).profileCredentials(caller);
  const arn = definition.taskRoleArn;
  if (arn === undefined) return undefined;
  return async () => (await aws()).roleCredentials(caller, { arn, sessionName: `ecs-local-${taskId.slice(0, 32)}` });
}
