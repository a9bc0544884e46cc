import type { StopReason } from '../reason';

/** Something a container needs could not be prepared: secrets, logs, files, volumes, network. */
export const initializationReasons: readonly StopReason[] = [
  {
    when: /did not contain json key|json key .{0,200}not found|from asm.{0,200}invalid character/i,
    title: 'The secret has no such key',
    meaning: 'The "valueFrom" names a JSON key that the value of the secret does not have, or the value is no JSON.',
    change: 'Correct the key behind the ARN in "valueFrom", or put it into the secret.',
    rules: ['secret-arn-segments', 'secret-value-from-format'],
    about: ['secrets'],
  },
  {
    when: /invalid (?:ssm )?parameters: |invalid ssm parameters|ParameterNotFound/i,
    title: 'A parameter does not exist',
    meaning: 'Parameter Store has no parameter of this name in the Region of the task.',
    change: 'Correct the name in "valueFrom", or name another Region by a full ARN.',
    rules: ['ssm-arn-double-slash', 'ssm-arn-colon-suffix', 'secret-value-from-format'],
    about: ['secrets'],
  },
  {
    when: /ResourceNotFoundException.{0,300}(?:secret|asm)|(?:secret|asm).{0,300}ResourceNotFoundException|can't find the specified secret/i,
    title: 'The secret does not exist',
    meaning: 'Secrets Manager has no secret of this name, version or stage in that Region.',
    change: 'Correct the ARN in "valueFrom"; its six random characters are part of it.',
    rules: ['secret-arn-suffix-missing', 'secret-arn-segments', 'secret-value-from-format'],
    about: ['secrets'],
  },
  {
    when: /(?:asm|ssm|secret).{0,400}(?:AccessDenied|not authorized)|(?:AccessDenied|not authorized).{0,400}(?:secretsmanager|ssm:|kms:Decrypt)/i,
    title: 'The execution role may not read a secret',
    meaning:
      'Secrets are read with the execution role, not the task role; with a key of your own it must be allowed to decrypt too.',
    change:
      'Give the execution role the statements that taskdef iam prints, and kms:Decrypt if the secret has its own key.',
    rules: ['execution-role-missing-secrets', 'execution-role-missing-secret-options'],
    about: ['executionRoleArn', 'secrets'],
  },
  {
    when: /unable to pull secrets or registry auth|unable to retrieve (?:ecr registry auth|secret)/i,
    title: 'Neither secrets nor the login of the registry could be fetched',
    meaning:
      'Mostly there is no way from the subnet to Secrets Manager, Parameter Store or ECR; else the execution role lacks permission.',
    change:
      'Give the task a public IP in a public subnet, or a NAT gateway or endpoints in a private one. Then compare the role with what taskdef iam prints.',
    rules: ['execution-role-missing-secrets', 'execution-role-missing-ecr'],
    about: ['secrets', 'executionRoleArn', 'image'],
  },
  {
    when: /log group does not exist|logs?.{0,100}ResourceNotFoundException|ResourceNotFoundException.{0,200}log/i,
    title: 'The log group does not exist',
    meaning: 'The driver awslogs creates streams, and the group only when it is told to.',
    change: 'Create the group, or set "awslogs-create-group": "true" and allow logs:CreateLogGroup.',
    rules: ['awslogs-create-group-permission', 'awslogs-group-name'],
    about: ['logConfiguration'],
  },
  {
    when: /MissingEndpoint|'?Endpoint'? configuration is required/i,
    title: 'The log goes to a Region that does not exist',
    meaning: 'The address of CloudWatch Logs is made from "awslogs-region", which is not the name of a Region.',
    change: 'Write a Region such as "eu-west-1" into "awslogs-region".',
    rules: ['awslogs-region-format'],
    about: ['awslogs-region', 'logConfiguration'],
  },
  {
    when: /connection issue between the task and Amazon CloudWatch/i,
    title: 'CloudWatch Logs could not be reached',
    meaning: 'There is no way from the subnet of the task to it, or a security group is in the way.',
    change:
      'Give the task a public IP in a public subnet, or a NAT gateway or an endpoint for logs in a private one; let port 443 through.',
    about: ['awslogs-region', 'logConfiguration'],
  },
  {
    when: /logs:CreateLog(?:Stream|Group)|failed to create Cloudwatch log/i,
    title: 'The role may not create the log',
    meaning: 'Log streams are created with the execution role, and on EC2 without one with the role of the instance.',
    change:
      'Allow logs:CreateLogStream and logs:PutLogEvents, and logs:CreateLogGroup where the group is to be created.',
    rules: ['awslogs-create-group-permission', 'execution-role-missing-awslogs'],
    about: ['logConfiguration', 'executionRoleArn'],
  },
  {
    when: /failed to (?:initialize|validate) logg(?:ing|er)|no log driver named/i,
    title: 'The log driver did not start',
    meaning: 'Its options are wrong, or the place where it sends logs cannot be reached.',
    change: 'Check the options of "logConfiguration", the log group and its Region, and the way from the subnet to it.',
    rules: ['awslogs-required-options', 'log-option-unknown', 'awslogs-region-format', 'max-buffer-size-format'],
    about: ['logConfiguration'],
  },
  {
    when: /reason given by server: No such file or directory/i,
    title: 'The root directory does not exist on the EFS file system',
    meaning: 'A volume mounts what is there. Only an access point can make its folder when it is first used.',
    change: 'Make the folder on the file system, mount "/", or use an access point that creates it.',
    rules: ['efs-root-relative', 'efs-access-point-root-directory'],
    about: ['rootDirectory', 'efsVolumeConfiguration'],
  },
  {
    when: /access denied by server while mounting/i,
    title: 'The EFS file system does not let the task in',
    meaning:
      'Its policy asks for IAM authorization, encryption in transit or an access point, or refuses this task role.',
    change: 'Compare the policy of the file system with the volume; taskdef iam prints what the task role needs.',
    rules: [
      'efs-iam-without-task-role',
      'efs-iam-without-tls',
      'efs-access-point-without-tls',
      'efs-transit-encryption',
    ],
    about: ['efsVolumeConfiguration'],
  },
  {
    when: /EFS utils|mount\.nfs|fs-[0-9a-f]{8,40}.{0,200}(?:mount|resolve)|elasticfilesystem/i,
    title: 'The EFS file system could not be mounted',
    meaning:
      'It has no mount target in that zone, its security group does not let the task in on port 2049, or IAM refuses.',
    change:
      'Check mount targets, port 2049, and, with IAM authorization, the task role (taskdef iam prints what it needs).',
    rules: ['efs-iam-without-tls', 'efs-access-point-without-tls', 'efs-iam-without-task-role', 'efs-file-system-id'],
    about: ['efsVolumeConfiguration'],
  },
  {
    when: /env(?:ironment)? file|failed to download env/i,
    title: 'An environment file could not be read',
    meaning: 'It is fetched from S3 with the execution role before the container starts.',
    change: 'Check the ARN, and allow s3:GetObject on the file and s3:GetBucketLocation on its bucket.',
    rules: ['environment-file-arn', 'environment-file-extension', 'execution-role-missing-environment-files'],
    about: ['environmentFiles'],
  },
  {
    when: /unable to assume the role|ECS was unable to assume/i,
    title: 'ECS may not take on the role',
    meaning: 'The role does not exist, or it does not trust ecs-tasks.amazonaws.com.',
    change: 'Correct the ARN, and let the trust policy of the role allow sts:AssumeRole to ecs-tasks.amazonaws.com.',
    rules: ['execution-role-format', 'task-role-format', 'iam-not-a-role', 'role-account-mismatch'],
    about: ['executionRoleArn', 'taskRoleArn'],
  },
  {
    when: /iam:PassRole/i,
    title: 'Whoever registers or runs the task may not hand over its roles',
    meaning:
      'Naming a role in a task definition takes iam:PassRole on that role. The permission belongs to the caller, not to the task.',
    change: 'Allow the caller iam:PassRole on both roles of the file.',
    rules: ['role-account-mismatch'],
    about: ['executionRoleArn', 'taskRoleArn'],
  },
  {
    when: /ContainerNetworkingError|network interface|failed to configure ENI|timeout waiting for (?:ENI|network)/i,
    title: 'The network of the task could not be set up',
    meaning:
      'The network interface was not attached in time: no free address in the subnet, no free slot on the instance, or a passing fault.',
    change: 'Check free addresses of the subnets and the limits of the instance type, then try again.',
    about: ['networkMode'],
  },
  {
    when: /EBS volume|volume attachment|timeout waiting for (?:EBS|EphemeralStorage)/i,
    title: 'The storage of the task was not ready in time',
    meaning: 'The volume could not be made or attached: a quota, the infrastructure role, its key, or a passing fault.',
    change: 'Look at the volume and the infrastructure role in the service, then try again.',
    about: ['configuredAtLaunch', 'ephemeralStorage'],
  },
  {
    when: /CannotCreateVolumeError|VolumeError/i,
    title: 'A volume could not be created',
    meaning: 'The volume driver refused, or is not installed on the instance.',
    change: 'Check driver and options of the volume.',
    rules: ['docker-volume-autoprovision-scope', 'docker-volume-windows-driver'],
    about: ['dockerVolumeConfiguration', 'volumes'],
  },
  {
    when: /ResourceInitializationError|CgroupError/i,
    isGeneral: true,
    title: 'Something the task needs could not be prepared',
    meaning:
      'ECS fetches secrets and logins, attaches volumes and network and starts the log driver before any container starts.',
    change: 'Read the rest of the message: it names the part that failed.',
    about: ['executionRoleArn'],
  },
];
