import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDocument } from '../../../server/document/document';
import { surroundingsOf } from '../../../server/insight/askRules';
import { explainError } from '../../../server/insight/index';
import { rules } from '../../../server/rules/index';
import { mark } from '../../support/markers';
import { table } from '../../support/table';

const nowhere = surroundingsOf(undefined);

/** `confidence rule`, or the title of what is no rule. */
const meant = (text: string): string[] =>
  explainError(text, nowhere).map(({ confidence, rule, title }) => `${confidence} ${rule ?? title}`);

table('what a text means', (text: string, expected: readonly string[]) => assert.deepEqual(meant(text), expected), [
  [
    'the AWS CLI',
    "An error occurred (ClientException) when calling the RegisterTaskDefinition operation: Fargate only supports network mode 'awsvpc'.",
    ['sure fargate-network-mode'],
  ],
  [
    'Terraform',
    'Error: creating ECS Task Definition (web): operation error ECS: RegisterTaskDefinition, https response error StatusCode: 400, RequestID: 0, ClientException: Too many containers.',
    ['sure too-many-containers'],
  ],
  [
    'CloudFormation',
    'Resource handler returned message: "Invalid request provided: Create TaskDefinition: Container.image contains invalid characters. (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: 0; Proxy: null)" (RequestToken: 0, HandlerErrorCode: InvalidRequest)',
    ['sure image-invalid-characters'],
  ],
  [
    'other names and numbers',
    "Invalid setting for container 'api-2'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ['sure container-memory-required'],
  ],
  ['a member is no name', "Invalid 'memory' setting for task.", ['sure task-memory-unparseable']],
  [
    'several rules of one wording',
    'Role is not valid',
    ['sure execution-role-format', 'sure task-role-format', 'sure iam-not-a-role'],
  ],
  ['an older wording', 'Container.image repository contains invalid characters.', ['sure image-invalid-characters']],
  ['nearly that wording', 'Container name must be unique in a task', ['low container-name-duplicate']],
  ['no error of ECS', 'the quick brown fox jumps over the lazy dog', []],
  ['nothing', '', []],
  [
    'what a client refuses, each parameter',
    'Parameter validation failed:\nUnknown parameter in containerDefinitions[0]: "entrypoint", must be one of: name, image\nInvalid type for parameter cpu, value: 256, type: <class \'int\'>, valid types: <class \'str\'>\nMissing required parameter in input: "family"',
    ['sure property-wrong-case', 'sure task-size-not-string', 'sure family-missing'],
  ],
  ['the SDK for JavaScript', "Unexpected key 'revision' found in params", ['sure describe-only-field']],
  [
    'a client that knows fewer members than ECS',
    'Parameter validation failed:\nUnknown parameter in containerDefinitions[0].portMappings[0]: "name", must be one of: containerPort, hostPort, protocol',
    ['sure The client is older than this member'],
  ],
  [
    'a member that no longer exists',
    'Unknown parameter in input: "inferenceAccelerators", must be one of: family',
    ['sure inference-accelerator-removed'],
  ],
  [
    'the SDK for Ruby: a member',
    'ArgumentError: unexpected value at params[:container_definitions][0][:port_mappings][0][:app_protocol]',
    ['sure The client is older than this member'],
  ],
  [
    'the SDK for Ruby: a type',
    'ArgumentError: expected params[:container_definitions][0][:memory] to be an Integer, got value "512" (class: String) instead.',
    ['sure integer-expected'],
  ],
  [
    'the SDK for Ruby: what is missing',
    'ArgumentError: missing required parameter params[:container_definitions][0][:secrets][0][:value_from]',
    ['sure secret-value-from-missing'],
  ],
  [
    'two kinds of volume',
    'When the volume parameter is specified, only one volume configuration type should be used.',
    ['sure volume-multiple-types'],
  ],
  [
    'Fargate and the configuration of a log router',
    "Fargate launch type does not support FirelensConfiguration config file from 's3'",
    ['sure firelens-config-s3-fargate'],
  ],
  [
    'Fargate and the time to stop',
    'Resource handler returned message: "Invalid request provided: Create TaskDefinition: Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds. (Service: AmazonECS; Status Code: 400; Error Code: ClientException)"',
    ['sure stop-timeout-range'],
  ],
  [
    'a kind of constraint',
    "Create TaskDefinition: constraint.type 'distinctInstance' is not supported.",
    ['sure placement-constraint-type'],
  ],
  [
    'a member of something else is not misspelt',
    'Unknown parameter in containerDefinitions[0]: "volumes", must be one of: name, image',
    ['sure unknown-property'],
  ],
  [
    'a member of the service',
    'Unknown parameter in input: "launchType", must be one of: family',
    ['sure service-level-property'],
  ],
  [
    'the engine: a folder',
    'OCI runtime create failed: Cwd must be an absolute path',
    ['sure working-directory-relative'],
  ],
  [
    'the engine: a kernel parameter',
    'OCI runtime create failed: sysctl "net.foo" is not in a separate kernel namespace: unknown',
    ['sure system-control-namespace'],
  ],
  [
    'the parser of the AWS CLI',
    "Error parsing parameter 'cli-input-json': Invalid JSON: Expecting property name enclosed in double quotes: line 3 column 5 (char 40)",
    ['sure json-syntax'],
  ],
  ['the parser of an action', 'Error: Unexpected token } in JSON at position 432', ['sure json-syntax']],
  [
    'Terraform reads the containers itself',
    'Error: ECS Task Definition container_definitions is invalid: Error decoding JSON: json: cannot unmarshal string into Go struct field ContainerDefinition.Memory of type int64',
    ['sure integer-expected'],
  ],
  [
    'the service reads the request',
    'Error: Failed to register task definition in ECS: STRING_VALUE cannot be converted to Integer',
    ['sure integer-expected'],
  ],
  [
    'the service gets a list instead of a definition',
    'Failed to register task definition in ECS: Unrecognized collection type class com.amazonaws.madison.frontend.RegisterTaskDefinitionRequest',
    ['sure root-is-container-array'],
  ],
]);

table(
  'why a task stopped',
  (text: string, ...titles: string[]) =>
    assert.deepEqual(
      explainError(text, nowhere).map(({ title }) => title),
      titles,
    ),
  [
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
      'too few processors',
      'CannotCreateContainerError: Error response from daemon: Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available',
      'The machine has fewer processors than the container may use',
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
      'a name that is none',
      'InternalError: failed to normalize image reference "Dockerfile"',
      'The image name is not one Docker can read',
    ],
    ['the instance', 'Host EC2 (instance i-0123456789abcdef0) terminated.', 'The instance that ran the task is gone'],
    [
      'a revision that is none',
      'InvalidParameterException: Invalid revision number. Number: latest',
      'There is no such task definition',
    ],
  ],
);

describe('where in the file', () => {
  const text =
    '{"family":"a","requiresCompatibilities":["FARGATE"],"networkMode":«"bridge"»,"cpu":"256","memory":"512","containerDefinitions":[{"name":"web","image":"nginx:1.27"},{"name":"db","image":"postgres:16"}]}';
  const document = parseDocument(text.replaceAll(/[«»]/g, ''), { path: 'taskdef.json' });
  const places = (error: string) =>
    explainError(error, surroundingsOf(document)).flatMap((explanation) => explanation.places);

  test('the rule fires: that is the cause', () => {
    const [place] = places("Fargate only supports network mode 'awsvpc'.");
    assert.equal(place?.isCause, true);
    assert.equal(mark(document.text, [place.span]), text);
  });

  test('of rules with one wording, those that fire', () => {
    const { text: broken } = { text: document.text.replace('"512"', '"777"') };
    const explanations = explainError(
      'No Fargate configuration exists for given values: 256 CPU, 777 memory.',
      surroundingsOf(parseDocument(broken, { path: 'taskdef.json' })),
    );
    assert.deepEqual(
      explanations.map(({ rule }) => rule),
      ['fargate-cpu-memory-combination'],
    );
    assert.match(explanations[0]!.change, /^Change "memory" to "1024"\.$/);
  });

  test('it does not fire: the member it is about, and that it is not wrong here', () => {
    const [place] = places("Invalid 'memory' setting for task.");
    assert.equal(place?.pointer, '/memory');
    assert.equal(place.isCause, false);
  });

  test('the container that the error mentions', () => {
    const found = places('CannotPullContainerError: manifest for postgres:16 not found');
    assert.deepEqual(
      found.map(({ pointer }) => pointer),
      ['/containerDefinitions/1/image'],
    );
  });

  test('the parameter that a client names', () => {
    const wrong = parseDocument('{"family":"a","containerDefinitions":[{"name":"a","image":"b:1","memory":"64"}]}', {
      path: 'taskdef.json',
    });
    const [explanation] = explainError(
      "Invalid type for parameter containerDefinitions[0].memory, value: 64, type: <class 'str'>, valid types: <class 'int'>",
      surroundingsOf(wrong),
    );
    assert.equal(explanation?.rule, 'integer-expected');
    assert.equal(explanation.places[0]?.pointer, '/containerDefinitions/0/memory');
  });
});

describe('the words of every rule', () => {
  for (const { id, awsMessage, awsWordings = [] } of rules) {
    for (const wording of [...(awsMessage === undefined ? [] : [awsMessage]), ...awsWordings]) {
      test(`${id}: ${wording.slice(0, 60)}`, () => assert.ok(explainError(wording, nowhere).length > 0));
    }
  }
});

test('a long text is no trouble', () => {
  const started = performance.now();
  explainError(`CannotPullContainerError ${"pull of [ ' ${ arn:".repeat(20_000)}`, nowhere);
  assert.ok(performance.now() - started < 2000);
});
