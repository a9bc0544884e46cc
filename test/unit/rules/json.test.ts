import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyChanges } from '../../../server/document/change';
import { parseDocument } from '../../../server/document/document';
import { lint } from '../../../server/lint/engine';
import { inContainer, inFargate, inTask } from '../../../server/rules/example';
import { jsonRules } from '../../../server/rules/json/index';
import { table } from '../../support/table';
import { type Case, cases } from './cases';
import { named, onFargate, role, root } from './frames';

const ours = new Set(jsonRules.map(({ id }) => id));
const findings = (text: string) =>
  lint(parseDocument(text, { path: 'task-definition.json' })).filter(({ rule }) => ours.has(rule));

/** What the rules about JSON and shape say: `severity rule pointer`, in the order of the text. */
const says = (text: string, expected: readonly string[]): void =>
  assert.deepEqual(
    findings(text).map(({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`),
    expected,
  );

table('a member that is not known', says, [
  ['another case', inContainer('"Cpu":1'), ['error property-wrong-case /containerDefinitions/0/Cpu']],
  [
    'other separators',
    inContainer('"stop-timeout":1'),
    ['error property-wrong-case /containerDefinitions/0/stop-timeout'],
  ],
  [
    'in a list of containers, which Terraform reads all the same',
    '[{"name":"a","image":"b","Cpu":1}]',
    ['info root-is-container-array ', 'warning property-wrong-case /0/Cpu'],
  ],
  ['another word', inContainer('"cmd":["a"]'), ['error unknown-property /containerDefinitions/0/cmd']],
  ['a slip', inContainer('"stopTimout":1'), ['error unknown-property /containerDefinitions/0/stopTimout']],
  ['two neighbours swapped', inTask('"networkMdoe":"bridge"'), ['error unknown-property /networkMdoe']],
  [
    'a short word is not guessed at',
    inContainer('"cup2":1'),
    ['warning unknown-property /containerDefinitions/0/cup2'],
  ],
  [
    'a member of another level',
    inContainer('"family":"a"'),
    ['warning unknown-property /containerDefinitions/0/family'],
  ],
  ['a member of the service', inTask('"desiredCount":1'), ['error service-level-property /desiredCount']],
  [
    'a note',
    inTask('"$schema":"x","_why":"y","//":"z","comment":""'),
    ['$schema', '_why', '~1~1', 'comment'].map((name) => `warning unknown-property /${name}`),
  ],
  ['something new', inTask('"quantumMode":true'), ['warning unknown-property /quantumMode']],
  ['a placeholder', inTask('"${NAME}":1'), []],
  ['free names', inContainer('"dockerLabels":{"A b":"c"}'), []],
]);

table('one cause, one finding', says, [
  [
    'a name in another case is not missing too',
    '{"Family":"a","containerDefinitions":[]}',
    ['error property-wrong-case /Family'],
  ],
  [
    'nor one under another word',
    inTask('').replace('"image"', '"imageUri"'),
    ['error unknown-property /containerDefinitions/0/imageUri'],
  ],
  [
    'a wrong type has no range',
    inContainer('"portMappings":[{"containerPort":"70000"}]'),
    ['error integer-expected /containerDefinitions/0/portMappings/0/containerPort'],
  ],
  [
    'all nulls at the first',
    inContainer('"user":null,"hostname":null'),
    ['warning null-value /containerDefinitions/0/user'],
  ],
  [
    'all that ECS assigns at the first',
    inTask('"status":"ACTIVE","revision":1'),
    ['warning describe-only-field /status'],
  ],
  [
    'not those inside the wrapper',
    `{"taskDefinition":${inTask('"revision":1')}}`,
    ['error wrapped-describe-output /taskDefinition'],
  ],
  ['a null that ECS assigns', inTask('"registeredBy":null'), []],
  [
    'three of one name',
    inTask('"cpu":"1","cpu":"2","cpu":"256"').replace('"cpu":"1"', '"cpu":"256"'),
    ['warning duplicate-json-key /cpu'],
  ],
  ['an empty word', inTask('"networkMode":""'), ['error empty-string-value /networkMode']],
  [
    'an empty word that ecspresso wrote, and leaves out',
    inTask('"taskRoleArn":"{{ must_env `ROLE` }}","pidMode":""'),
    ['info unresolved-placeholder /taskRoleArn', 'warning empty-string-value /pidMode'],
  ],
  ['an empty text', inContainer('"hostname":""'), ['warning empty-string-value /containerDefinitions/0/hostname']],
  ['the mode Fargate wants', inFargate('').replace('"awsvpc"', '"Bridge"'), []],
  ['a secret with a value', inContainer('"secrets":[{"name":"A","value":"b"}]', '"executionRoleArn":"ecs"'), []],
]);

table('a word that is not in the list', says, [
  ['another case', inTask('"pidMode":"Host"'), ['error enum-value-unknown /pidMode']],
  [
    'another word',
    inTask('"runtimePlatform":{"cpuArchitecture":"aarch64"}'),
    ['error enum-value-unknown /runtimePlatform/cpuArchitecture'],
  ],
  [
    'another version',
    inTask('"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2028_CORE"}'),
    ['warning enum-value-unknown /runtimePlatform/operatingSystemFamily'],
  ],
  [
    'a new one',
    inTask('"requiresCompatibilities":["MOON_BASE"]'),
    ['warning enum-value-unknown /requiresCompatibilities/0'],
  ],
]);

table('placeholders', says, [
  ['in a text', inContainer('"hostname":"$HOST"'), ['info unresolved-placeholder /containerDefinitions/0/hostname']],
  ['in place of a number', inContainer('"cpu":"${CPU}"'), ['info unresolved-placeholder /containerDefinitions/0/cpu']],
  ['without quotes', inContainer('"cpu":${CPU}'), ['info unresolved-placeholder /containerDefinitions/0/cpu']],
  ['not in a command', inContainer('"command":["sh","-c","echo $HOME"]'), []],
  [
    'but a form no shell knows',
    inContainer('"command":["{{ cmd }}"]'),
    ['info unresolved-placeholder /containerDefinitions/0/command/0'],
  ],
  [
    'not a template of Docker in what a program reads',
    inContainer('"environment":[{"name":"A","value":"{{.Name}}"}]'),
    [],
  ],
  [
    'not what the log driver fills in',
    inContainer('"logConfiguration":{"logDriver":"json-file","options":{"tag":"{{.Name}}"}}'),
    [],
  ],
  [
    'a file full of conditions says it once',
    inTask('{{#if a}}"cpu":"{{ b }}",{{/if}}"memory":"{{ c }}"'),
    ['info unresolved-placeholder '],
  ],
]);

table('files that hold no task definition', says, [
  ['nothing', '', ['error json-syntax ']],
  ['a text', '"a"', ['error root-not-object ']],
  ['an empty list', '[]', ['error root-not-object ']],
  ['images of CodePipeline', '[{"name":"a","imageUri":"b"}]', []],
  ['a CloudFormation template', '{"Resources":{},"Family":1}', []],
  ['something else of that name', '{"name":"a","inputs":[],"steps":[]}', []],
  ['the beginning of one', '{}', ['error required-property-missing ']],
]);

describe('fixes', () => {
  const fixed = (text: string, rule: string, index = 0): unknown => {
    const fix = findings(text).find((finding) => finding.rule === rule)?.fixes[index];
    assert.ok(fix, `no fix ${index} of ${rule}`);
    return JSON.parse(applyChanges(text, fix.changes()));
  };

  test('all members of a CloudFormation body at once', () => {
    const body =
      '{"Family":"a","ContainerDefinitions":[{"Name":"w","Image":"i:1","PortMappings":[{"ContainerPort":80}],"DockerLabels":{"Keep":"Me"}}]}';
    assert.deepEqual(fixed(body, 'property-wrong-case', 1), {
      family: 'a',
      containerDefinitions: [
        { name: 'w', image: 'i:1', portMappings: [{ containerPort: 80 }], dockerLabels: { Keep: 'Me' } },
      ],
    });
  });

  test('what ECS computed becomes what is asked for', () => {
    assert.deepEqual(
      fixed('{"family":"a","containerDefinitions":[],"compatibilities":["EC2"]}', 'describe-only-field', 1),
      { family: 'a', containerDefinitions: [], requiresCompatibilities: ['EC2'] },
    );
  });

  const conversions: readonly (readonly [string, string, string])[] = [
    ['"portMappings":["80/udp"]', '"portMappings":[{"containerPort":80,"protocol":"udp"}]', 'object-expected'],
    ['"dependsOn":["db"]', '"dependsOn":[{"containerName":"db","condition":"START"}]', 'object-expected'],
    ['"volumesFrom":["db:ro"]', '"volumesFrom":[{"sourceContainer":"db","readOnly":true}]', 'object-expected'],
    ['"logConfiguration":"awslogs"', '"logConfiguration":{"logDriver":"awslogs"}', 'object-expected'],
    ['"healthCheck":["CMD","true"]', '"healthCheck":{"command":["CMD","true"]}', 'object-expected'],
    ['"dockerLabels":[{"name":"a","value":"b"}]', '"dockerLabels":{"a":"b"}', 'object-expected'],
    ['"secrets":{"A":"/a"}', '"secrets":[{"name":"A","valueFrom":"/a"}]', 'array-expected'],
    ['"extraHosts":{"db":"10.0.0.1"}', '"extraHosts":[{"hostname":"db","ipAddress":"10.0.0.1"}]', 'array-expected'],
    ['"entryPoint":"/bin/run"', '"entryPoint":["/bin/run"]', 'array-expected'],
    ['"memoryReservation":"1.5GB"', '"memoryReservation":1536', 'integer-expected'],
    ['"stopTimeout":"30s"', '"stopTimeout":30', 'integer-expected'],
    ['"cpu":"0.25 vCPU"', '"cpu":256', 'integer-expected'],
    ['"essential":"False"', '"essential":false', 'boolean-expected'],
  ];
  for (const [before, after, rule] of conversions) {
    test(`${before} becomes ${after}`, () =>
      assert.deepEqual(fixed(inContainer(before), rule), JSON.parse(inContainer(after))));
  }

  test('in awsvpc mode there is no other port to map to', () => {
    assert.deepEqual(
      fixed(inFargate('', '"portMappings":["8080:80"]'), 'object-expected'),
      JSON.parse(inFargate('', '"portMappings":[{"containerPort":80}]')),
    );
  });

  test('what would be a guess is not offered', () => {
    for (const text of ['"cpu":"256m"', '"cpu":"many"', '"cpu":1.5', '"essential":"perhaps"', '"portMappings":["x"]']) {
      assert.deepEqual(
        findings(inContainer(text)).flatMap(({ fixes }) => fixes.map(({ title }) => title)),
        [],
        text,
      );
    }
  });
});

cases('json: one mistake, one finding, at its place', [
  [onFargate('', '«"NetworkMode"»:"awsvpc"').replace('"networkMode":"awsvpc",', ''), 'error property-wrong-case'],
  [onFargate('"portMappings":[{«"container"»:80}]'), 'error unknown-property'],
  [onFargate('"secrets":[{"name":"A",«"arn"»:"/b"}]', role), 'error unknown-property'],
  [onFargate('"healthCheck":{«"test"»:["CMD","a"]}'), 'error unknown-property'],
  [
    onFargate('"mountPoints":[{«"volume"»:"a",«"path"»:"/a",«"ro"»:true}]', '"volumes":[{"name":"a"}]'),
    ...['error unknown-property', 'error unknown-property', 'error unknown-property'],
  ],
  [
    onFargate('"portMappings":[{«"ContainerPort"»:80,«"host_port"»:80}]'),
    ...Array<string>(2).fill('error property-wrong-case'),
  ],
  [root('', named('web', '"memory":512,«"volumes"»:[]')), 'error unknown-property'],
  [root('', named('web', '"memory":512,«"volumes"»:[{"name":"data","host":{}}]')), 'warning unknown-property'],
  [inTask('«"launchType"»:"FARGATE"'), 'error service-level-property'],
  ['{"family":"a",«"containers"»:[{"name":"a","image":"b:1","memory":64}]}', 'error unknown-property'],
  [inTask('"requiresCompatibilities":[«"FARGATE_SPOT"»],"networkMode":"awsvpc"'), 'warning enum-value-unknown'],
  [inTask('"networkMode":«"default"»'), 'error enum-value-unknown'],
  [inTask('"networkMode":«"overlay"»'), 'warning enum-value-unknown'],
  [inTask('"runtimePlatform":{"cpuArchitecture":«""»}'), 'error empty-string-value'],
  [
    inTask('"ephemeralStorage":{}').replace('"ephemeralStorage"', '«"ephemeralStorage"»'),
    'error required-property-missing',
  ],
  [inContainer('"resourceRequirements":[«{»}]'), 'error required-property-missing'],
  ['«{»"family":"a"}', 'error required-property-missing'],
  ['«{»}', 'error family-missing', 'error required-property-missing'],
  ['«[»{"name":"web","image":"nginx:1"}]', 'info root-is-container-array'],
  [inContainer('"user":«null»,"links":null'), 'warning null-value'],
  [inTask('«"status"»:"ACTIVE","revision":3,"compatibilities":["EC2"]'), 'warning describe-only-field'],
]);

cases('json: legal, though it looks wrong', [
  [inContainer('"command":[],"entryPoint":[],"environment":[],"links":[],"mountPoints":[],"portMappings":[]')],
  [inContainer('"dockerLabels":{"Ünïcode 🐳":"ß","":"x"}').replace('"":"x"', '"a.b/c":""')],
  [inContainer('"environment":[{"name":"EMPTY","value":""},{"name":"ÄÖ","value":"\\u0000"}]')],
  [inTask('"requiresCompatibilities":[],"volumes":[],"placementConstraints":[]')],
  [inTask('"runtimePlatform":{}')],
  [inTask('"enableFaultInjection":false')],
  [inContainer('"versionConsistency":"disabled"').replace('disabled', 'enabled')],
  [inContainer('"command":["echo","$HOME","${PATH}","%USERPROFILE%","{{.Name}}"]').replace(',"{{.Name}}"', '')],
]);

const placeholders = [
  '${X}',
  '{{ x }}',
  '<X>',
  '$X',
  '%NAME%',
  '$$$X$$$',
  '#NAME#',
  'YOUR_VALUE',
  'REPLACE_ME',
  'X_PLACEHOLDER',
];

cases('json: a placeholder of any style is unknown, whatever should stand there', [
  ...placeholders.map((text): Case => [inContainer(`"cpu":«"${text}"»`), 'info unresolved-placeholder']),
  ...placeholders.map((text): Case => [inContainer(`"essential":«"${text}"»`), 'info unresolved-placeholder']),
  ...placeholders.map((text): Case => [inContainer(`"links":«"${text}"»`), 'info unresolved-placeholder']),
  ...placeholders.map((text): Case => [
    inContainer(`"image":«"${text}"»`).replace('"image":"nginx:1.27",', ''),
    'info unresolved-placeholder',
  ]),
  ...placeholders.map((text): Case => [inTask(`"networkMode":«"${text}"»`), 'info unresolved-placeholder']),
  ...placeholders.map((text): Case => [
    inTask(`"requiresCompatibilities":[«"${text}"»]`),
    'info unresolved-placeholder',
  ]),
  [inContainer('"cpu":"((cpu))"')],
  [inContainer('"cpu":«{{ cpu }}»'), 'info unresolved-placeholder'],
  [inContainer('"cpu":«${cpu}»'), 'info unresolved-placeholder'],
]);
