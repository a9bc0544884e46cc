import { parseArn } from '../../model/arn';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { isPrivateEcr } from '../iam/executionRole';
import { api, guide } from '../sources';
import { containerLabel } from '../words';

const role = '"executionRoleArn":"ecsTaskExecutionRole"';
const credentials = (value: string): string => `"repositoryCredentials":{"credentialsParameter":${value}}`;

export const repositoryCredentialsFormat = defineRule<CheckRule>({
  id: 'repository-credentials-format',
  group: 'container',
  severity: 'error',
  summary: 'Registry credentials are a secret of Secrets Manager',
  why: 'ECS reads user name and password from a secret, by its ARN, or by its name in the same Region.',
  awsMessage: "The repository credentials parameter specified for container 'web' is invalid.",
  source: api('RepositoryCredentials'),
  inContainerArray: true,
  good: [
    inContainer(credentials('"arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-AbCdEf"'), role),
    inContainer(credentials('"prod/hub"'), role),
    inContainer(credentials('"${SECRET_ARN}"'), role),
  ],
  examples: [
    { bad: inContainer(credentials('«"arn:aws:ssm:eu-west-1:123456789012:parameter/hub"»'), role) },
    { bad: inContainer(credentials('«"user:password"»'), role) },
    { bad: inContainer(credentials('«"arn:aws:secretsmanager:eu-west-1:123456789012:secret:my hub-AbCdEf"»'), role) },
  ],
  *check(task) {
    for (const container of task.containers) {
      const field = container.get('repositoryCredentials')?.get('credentialsParameter');
      const text = field?.known;
      if (!field || text === undefined || /^[A-Za-z0-9/_+=.@-]{1,512}$/.test(text)) continue;
      const arn = parseArn(text);
      if (arn?.service === 'secretsmanager' && /^secret:\S+$/.test(arn.resource)) continue;
      yield {
        at: field.value,
        message: arn
          ? arn.service === 'secretsmanager'
            ? 'This is not the ARN of a secret'
            : `Registry credentials come from Secrets Manager, not from ${arn.service}`
          : 'This is neither the ARN nor the name of a secret',
      };
    }
  },
});

export const repositoryCredentialsWithEcr = defineRule<CheckRule>({
  id: 'repository-credentials-with-ecr',
  group: 'container',
  severity: 'warning',
  summary: 'ECR needs no registry credentials',
  why: 'ECS logs in to ECR with the execution role; these credentials are not for it.',
  source: guide('private-auth', 'Private registry authentication'),
  inContainerArray: true,
  good: [inContainer(credentials('"hub"'), role)],
  examples: [
    {
      bad: inContainer('«"repositoryCredentials"»:{"credentialsParameter":"hub"}', role).replace(
        'nginx:1.27',
        '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1',
      ),
      fixed: inContainer('', role).replace('nginx:1.27', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const field = container.get('repositoryCredentials');
      if (!field || !isPrivateEcr(container.get('image')?.text ?? '')) continue;
      yield {
        at: field.key,
        message: `The image of ${containerLabel(container)} comes from ECR, which needs no credentials`,
        fixes: [removeMember(field)],
      };
    }
  },
});
