import assert from 'node:assert/strict';
import { surroundingsOf } from '../../../server/insight/askRules';
import { explainError } from '../../../server/insight/index';
import { table } from '../../support/table';

const nowhere = surroundingsOf(undefined);

const isCalled = (text: string, ...titles: string[]): void =>
  assert.deepEqual(
    explainError(text, nowhere).map(({ title }) => title),
    titles,
  );

table('why a task stopped', isCalled, [
  [
    'no tag',
    'CannotPullContainerError: failed to resolve ref docker.io/library/nginx:x: not found',
    'The registry has no such image',
  ],
  ['no way', 'CannotPullContainerError: dial tcp 10.0.0.1:443: i/o timeout', 'The registry could not be reached'],
  ['no login', 'CannotPullContainerError: pull access denied for app', 'The registry does not let the task pull'],
  [
    'limits',
    'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit',
    'The registry refuses more pulls for now',
  ],
  [
    'platform',
    "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64': no match for platform in manifest",
    'The image does not exist for this processor or system',
  ],
  ['memory', 'OutOfMemoryError: Container killed due to memory usage', 'The container used more memory than it may'],
  [
    'secrets',
    'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: AccessDeniedException: not authorized',
    'The execution role may not read a secret',
  ],
  [
    'logs',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException: The specified log group does not exist.',
    'The log group does not exist',
  ],
  [
    'a signal',
    'Essential container in task exited. Exit code: 137',
    'Exit code 137: killed (SIGKILL)',
    'An essential container ended, so the task did',
  ],
  ['143', 'exit code 143', 'Exit code 143: ended on request (SIGTERM)'],
  ['139', 'exited with code 139', 'Exit code 139: crashed (SIGSEGV)'],
  ['126', 'exit code 126', 'Exit code 126: the command cannot be run'],
  ['127', 'exit code: 127', 'Exit code 127: the command was not found'],
  [
    'a wait in vain',
    'CannotStartContainerError: dependency graph: web waits for db (HEALTHY): timed out after its startTimeout of 5 s',
    'A container that others wait for did not get there',
  ],
  [
    'a drive of Windows for a Linux container',
    'CannotCreateContainerError: invalid mode: /programdata/datadog/run',
    'A mount is not possible',
  ],
  ['before it ran', 'TaskFailedToStart', 'The task stopped before it was running'],
  [
    'platform, when the rest is cut off',
    "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    'The image does not exist for this processor or system',
  ],
  [
    'either no login or no repository',
    "CannotPullContainerError: pull access denied for app, repository does not exist or may require 'docker login'",
    'The registry does not let the task pull',
  ],
  [
    'a parameter',
    'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secrets from ssm: invalid parameters: /prod/db',
    'A parameter does not exist',
  ],
  [
    'no right to execute',
    'CannotStartContainerError: starting container process caused: exec: "/app/start.sh": permission denied: unknown',
    'The image does not let the program be run',
  ],
  ['exec format', 'exec /app: exec format error', 'The program is made for another processor'],
  [
    'what is read is no JSON, not the file',
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): invalid character 'h' looking for beginning of value",
    'The secret has no such key',
  ],
  [
    'a folder on EFS',
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: b'mount.nfs4: mounting fs-0123abcd.efs.eu-west-1.amazonaws.com:/grafana failed, reason given by server: No such file or directory' : unsuccessful EFS utils command execution; code: 32",
    'The root directory does not exist on the EFS file system',
  ],
  [
    'no way to the logs',
    'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
    'CloudWatch Logs could not be reached',
  ],
  [
    'a Windows image for another version',
    'CannotPullContainerError: a Windows version 10.0.18363-based image is incompatible with a 10.0.17763 host',
    'The image does not exist for this processor or system',
  ],
  [
    'what the resource was beats that there was one',
    'CannotStartContainerError: ResourceInitializationError: unable to create new container: mount callback failed on /tmp/containerd-mount9: open /tmp/containerd-mount9/etc/passwd: no such file or directory',
    'The image has no such user',
  ],
  [
    'a kernel parameter that a container does not have',
    'runc create failed: unable to start container process: error during container init: open /proc/sys/net/core/rmem_max: no such file or directory',
    'The kernel does not let a container set this parameter',
  ],
  [
    'a limit',
    'OCI runtime create failed: error setting rlimits for ready process: error setting rlimit type 8: operation not permitted: unknown',
    'A limit of the process may not be raised so far',
  ],
  [
    'too few processors',
    'CannotCreateContainerError: Error response from daemon: Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available',
    'The machine has fewer processors than the container may use',
  ],
  [
    'a name that is none',
    'InternalError: failed to normalize image reference "Dockerfile"',
    'The image name is not one Docker can read',
  ],
  ['the instance', 'Host EC2 (instance i-0123456789abcdef0) terminated.', 'The instance that ran the task is gone'],
]);

table('what is said to whoever runs or deploys a task', isCalled, [
  [
    'the call that runs it',
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    'Whoever runs the task has to say in which subnets',
  ],
  [
    'the load balancer',
    'InvalidParameterException: The container web did not have a container port 80 defined.',
    'The load balancer is given a port that the container does not map',
  ],
  [
    'a name',
    'InvalidParameterException: The container web does not exist in the task definition.',
    'The service names a container that is not in the task',
  ],
  [
    'the target group',
    'The provided target group arn:aws:elasticloadbalancing:eu-west-1:0:targetgroup/a/b has target type instance, which is incompatible with the awsvpc network mode specified in the task definition.',
    'The target group registers instances, but this task has an address of its own',
  ],
  [
    'a role that is none of the file',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    'The account has no service-linked role for ECS yet',
  ],
  [
    'an old platform version',
    'An error occurred (PlatformTaskDefinitionIncompatibilityException) when calling the CreateService operation: One or more of the requested capabilities are not supported.',
    'This platform version of Fargate cannot run the definition',
  ],
  [
    'two at once',
    'ClientException: Too many concurrent attempts to create a new revision of the specified family.',
    'The family is being registered by somebody else at this moment',
  ],
  [
    'CodeDeploy',
    'An error occurred (InvalidParameterException) when calling the UpdateService operation: Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.',
    'Another service than ECS carries out the deployments of this service',
  ],
  [
    'the proxy in the console',
    'Failed to enable App Mesh integration. Envoy container must use the official App Mesh Envoy image',
    'The console sets up App Mesh with the Envoy image of AWS alone',
  ],
  [
    'what was read from ECS',
    'Error: Failed to register task definition in ECS: ProxyConfiguration properties value cannot be null.',
    'A property of the proxy has a name but no value',
  ],
  [
    'CloudFormation',
    'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'." (RequestToken: 256edf08, HandlerErrorCode: GeneralServiceException)',
    'ECS gave the deployment up, because its tasks kept failing',
  ],
  [
    'an event of the service',
    '(service web) (deployment ecs-svc/1234567890) deployment failed: tasks failed to start.',
    'The tasks of the deployment do not start',
  ],
  [
    'no instances',
    'InvalidParameterException: No Container Instances were found in your capacity provider.',
    'The cluster has no instances to run the task on',
  ],
  [
    'no listener',
    'InvalidParameterException: The target group with targetGroupArn arn:aws:elasticloadbalancing:eu-west-1:0:targetgroup/a/b does not have an associated load balancer.',
    'The target group belongs to no load balancer yet',
  ],
  [
    'twice',
    'InvalidParameterException: Creation of service was not idempotent.',
    'There is a service of that name already, and it differs',
  ],
  [
    'too soon',
    'InvalidParameterException: Unable to Start a service that is still Draining.',
    'The service of that name is still ending',
  ],
  ['gone', 'ServiceNotActiveException: Service was not ACTIVE.', 'There is no such service to update'],
  ['no cluster', 'ClusterNotFoundException: Cluster not found.', 'There is no such cluster'],
  [
    'both',
    'InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    'A service has a launch type or a capacity provider strategy, not both',
  ],
  [
    'no public address',
    'InvalidParameterException: Assign public IP is not supported for this launch type.',
    'Only Fargate gives a task a public address',
  ],
  [
    'a platform version on EC2',
    'InvalidParameterException: The platform version must be null when specifying an EC2 launch type.',
    'Platform versions are for Fargate only',
  ],
  [
    'a small quota',
    'InvalidParameterException: The requested CPU configuration is above your limit',
    'The account may not run a task of this size',
  ],
  [
    'tags',
    'InvalidParameterException: The new ARN and resource ID format must be enabled to add tags to the service. Opt in to the new format and try again.',
    'The account still uses the short ARNs of tasks and services',
  ],
  ['a new account', 'BlockedException: Your account is currently blocked.', 'AWS has blocked the account'],
  [
    'a revision that is none',
    'InvalidParameterException: Invalid revision number. Number: latest',
    'There is no such task definition',
  ],
]);
