import { cases } from './cases';
import { fargate, inContainer, inTask } from './frames';

const secrets = '"secrets":[{"name":"A","valueFrom":"a"}]';
const awslogs =
  '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"eu-west-1","awslogs-stream-prefix":"a"}}';
const volume = (block: string): string =>
  `"volumes":[{"name":"v",${block}}],"containerDefinitions":[{"name":"web","image":"a:1","memory":64,"mountPoints":[{"sourceVolume":"v","containerPath":"/v"}]}]`;
const efs =
  '"efsVolumeConfiguration":{"fileSystemId":"fs-0a1b2c3d","transitEncryption":"ENABLED","authorizationConfig":{"iam":"ENABLED"}}';

cases('An empty role is no role', [
  [inTask('"executionRoleArn":«""»,"taskRoleArn":«""»'), 'warning empty-string-value', 'warning empty-string-value'],
  [inContainer(secrets, '"executionRoleArn":«""»'), 'error execution-role-missing-secrets'],
  [
    inContainer(`${secrets},${awslogs}`, `${fargate},"executionRoleArn":«""»`),
    'error execution-role-missing-awslogs',
    'error execution-role-missing-secrets',
  ],
  [inContainer(awslogs, `${fargate},"executionRoleArn":«""»`), 'error execution-role-missing-awslogs'],
  [`{"family":"a","taskRoleArn":«""»,${volume(efs)}}`, 'warning efs-iam-without-task-role'],
]);
