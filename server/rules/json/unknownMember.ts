import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { Path } from '../../document/pointer';
import type { SchemaNode } from '../../schema/lookup';
import { lookup } from '../../schema/lookup';
import { type Fix, type Found, type ShapeRule, type Violation, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember } from '../fixes';
import { api, source } from '../sources';
import { type Intent, elsewhere, intentOf } from './intent';
import { renameAll } from './renameAll';

const clients =
  'The AWS CLI and boto3 refuse members they do not know; other clients drop them in silence, and the setting has no effect.';

const intentOfViolation = ({ field, schema }: Violation): Intent | undefined => intentOf(field.name ?? '', schema);

/** The object a member stands in: the schema of the violation is that of the object. */
const siblingExists = (field: Field, name: string): boolean =>
  field.property?.parent?.children?.some(({ children }) => children?.[0]?.value === name) ?? false;

export const propertyWrongCase = defineRule<ShapeRule>({
  id: 'property-wrong-case',
  group: 'json',
  severity: 'error',
  summary: 'Names are written in camelCase, exactly as the API spells them',
  why: clients,
  awsMessage: 'Unknown parameter in containerDefinitions[0]: "entrypoint", must be one of: name, image, …',
  source: source('boto/boto3 issue 922', 'https://github.com/boto/boto3/issues/922'),
  good: [inContainer('"entryPoint":["sh"],"readonlyRootFilesystem":true')],
  examples: [
    { bad: inContainer('«"entrypoint"»:["sh"]'), fixed: inContainer('"entryPoint":["sh"]') },
    { bad: inContainer('«"depends_on"»:[]'), fixed: inContainer('"dependsOn":[]') },
    {
      bad: inTask('"portMappings":[]').replace('"family"', '«"Family"»').replace(',"portMappings":[]', ''),
      fixed: inTask(''),
    },
  ],
  describe(violation, document) {
    const intent = intentOfViolation(violation);
    if (intent?.kind !== 'case') return undefined;
    const { field } = violation;
    return {
      at: field.key,
      message: `"${field.name!}" is spelled "${intent.member}"`,
      // Terraform reads a list of containers without regard to case; the AWS CLI does not.
      ...(!document.task?.root && { severity: 'warning' }),
      fixes: [renameTo(field, intent.member), ...(document.form === 'pascal-case' ? [renameAll(document)] : [])].filter(
        (fix) => fix !== undefined,
      ),
    };
  },
});

const renameTo = (field: Field, member: string): Fix | undefined =>
  siblingExists(field, member)
    ? removeMember(field)
    : { title: `Rename to "${member}"`, safe: true, changes: () => [{ rename: field.path, to: member }] };

export const serviceLevelProperty = defineRule<ShapeRule>({
  id: 'service-level-property',
  group: 'json',
  severity: 'error',
  summary: 'This is decided when a service is made or a task is run, not in the task definition',
  why: clients,
  awsMessage: 'Unknown parameter in input: "launchType", must be one of: family, taskRoleArn, …',
  source: api('CreateService'),
  good: [inTask('"requiresCompatibilities":["EC2"]')],
  examples: [
    { bad: inTask('«"desiredCount"»:2'), fixed: inTask('') },
    { bad: inTask('«"launchType"»:"EC2"'), fixed: inTask('"requiresCompatibilities":["EC2"]') },
    {
      bad: inTask('«"launchType"»:"FARGATE","memory":"1024"'),
      fixed: inTask('"requiresCompatibilities":["FARGATE"],"memory":"1024","networkMode":"awsvpc","cpu":"256"'),
    },
  ],
  describe(violation) {
    if (intentOfViolation(violation)?.kind !== 'service') return undefined;
    const { field } = violation;
    return {
      at: field.key,
      message: `"${field.name!}" belongs to the service or to the call that runs the task`,
      fixes: [...launchTypeFix(field), removeMember(field)],
    };
  },
});

/** What a launch type is to a service, `requiresCompatibilities` is to the definition. */
const launchTypeFix = (field: Field): Fix[] =>
  field.name !== 'launchType' || field.known === undefined || siblingExists(field, 'requiresCompatibilities')
    ? []
    : [
        {
          title: `Change to "requiresCompatibilities": [${JSON.stringify(field.known)}]`,
          changes: () => [
            { rename: field.path, to: 'requiresCompatibilities' },
            { set: [...field.path.slice(0, -1), 'requiresCompatibilities'], to: [field.known] },
            ...(field.known === 'FARGATE' ? whatFargateNeeds(field) : []),
          ],
        },
      ];

/** The smallest size and the network mode, where the task does not say. */
const whatFargateNeeds = (field: Field): Change[] =>
  Object.entries({ networkMode: 'awsvpc', cpu: '256', memory: '512' })
    .filter(([name]) => !siblingExists(field, name))
    .map(([name, to]) => ({ set: [...field.path.slice(0, -1), name], to }));

export const unknownProperty = defineRule<ShapeRule>({
  id: 'unknown-property',
  group: 'json',
  severity: 'error',
  summary: 'ECS has no such member here',
  why: clients,
  awsMessage: 'Unknown parameter in input: "…", must be one of: family, taskRoleArn, …',
  source: api('RegisterTaskDefinition'),
  yieldsTo: ['property-wrong-case', 'service-level-property'],
  good: [inContainer('"dockerLabels":{"anything":"goes"}'), '{"family":"a","${extra}":1}'],
  examples: [
    { bad: inContainer('«"env"»:[]'), fixed: inContainer('"environment":[]') },
    { bad: inContainer('«"comand"»:["a"]'), fixed: inContainer('"command":["a"]') },
    {
      bad: inContainer('«"cap_add"»:["SYS_PTRACE"]'),
      fixed: inContainer('"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}'),
    },
    { bad: inContainer('«"networkMode"»:"awsvpc"'), fixed: inContainer('') },
    { bad: inTask('«"_comment"»:"ours"'), fixed: inTask('') },
    { bad: inTask('«"somethingNew"»:true'), fixed: inTask('') },
  ],
  describe(violation) {
    const { field, schema } = violation;
    // A secret with "value" lacks "valueFrom": that rule says it, and offers the same fix.
    if (schema.shape === 'Secret' && field.name === 'value' && !siblingExists(field, 'valueFrom')) return undefined;
    const intent = (holdsVolumes(field) && elsewhere('volumes', schema)) || intentOfViolation(violation);
    return intent && describeIntent(intent, violation);
  },
});

/** Volumes as the task has them, with names of their own; Compose calls by this word what ECS calls "mountPoints". */
const holdsVolumes = (field: Field): boolean =>
  field.name === 'volumes' && field.items().some((item) => item.member('name') !== undefined);

function describeIntent(intent: Intent, { field, schema }: Violation): Found | undefined {
  const at = field.key;
  const name = `"${field.name!}"`;
  switch (intent.kind) {
    case 'case':
    case 'service':
      return undefined; // rules of their own
    case 'alias':
    case 'typo': {
      const moves = moveTo(field, schema, intent.member);
      return {
        at,
        message: `${name} is not known here; ECS calls it "${intent.member}"`,
        // Where it can take its right name, removing it might leave something out that ECS needs.
        fixes: moves.length > 0 ? moves : [removeMember(field)],
      };
    }
    case 'elsewhere':
      return {
        at,
        severity: 'warning',
        message: `${name} belongs into ${intent.of}`,
        fixes: [removeMember(field)],
      };
    case 'note':
      return {
        at,
        severity: 'warning',
        message: `Remove ${name} before registering: the AWS CLI refuses members it does not know`,
        fixes: [removeMember(field, { safe: true })],
      };
    case 'unknown':
      return {
        at,
        severity: 'warning',
        message: `${name} is not known to this version; the AWS CLI refuses members it does not know`,
        fixes: [removeMember(field)],
      };
  }
}

/** Gives the value its right name and place, when it is of the right JSON type and the place is free. */
function moveTo(field: Field, schema: SchemaNode, member: string): Fix[] {
  const [first = '', ...inner] = member.split('.');
  const target = lookup([first, ...inner], schema);
  if (siblingExists(field, first) || !target || !fits(field, target)) return [];
  const title = `Rename to "${member}"`;
  if (inner.length === 0) return [{ title, changes: () => [{ rename: field.path, to: first }] }];
  const parent: Path = field.path.slice(0, -1);
  return [
    {
      title: `Move to "${member}"`,
      changes: () => [{ remove: field.path }, { set: [...parent, first], to: nested(inner, field.toJson()) }],
    },
  ];
}

/** An object holding the value at the end of the names. */
const nested = (names: readonly string[], value: unknown): unknown =>
  names.reduceRight((inner, name) => ({ [name]: inner }), value);

function fits({ type, num }: Field, target: SchemaNode): boolean {
  return target.type === type || (target.type === 'integer' && num !== undefined) || type === 'null';
}
