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
