import type { SchemaNode } from '../../schema/lookup';
import type { TaskView } from '../../document/view';
import { firstContainer } from '../container/lists';
import { type Fix, type ShapeRule, type Violation, defineRule } from '../define';
import { inContainer, inFargate, withContainers } from '../example';
import { fillIn, missingMember } from '../missing';
import { api } from '../sources';
import { label } from './values';

export const requiredPropertyMissing = defineRule<ShapeRule>({
  id: 'required-property-missing',
  group: 'json',
  severity: 'error',
  summary: 'A member that ECS insists on is missing',
  why: 'The API model marks it as required, so every client refuses the definition without it.',
  awsMessage: 'Missing required parameter in containerDefinitions[0].dependsOn[0]: "condition"',
  source: api('RegisterTaskDefinition'),
  good: [inContainer('"extraHosts":[{"hostname":"db","ipAddress":"10.0.0.1"}]')],
  examples: [
    {
      bad: inContainer('«"repositoryCredentials"»:{}'),
      fixed: inContainer('"repositoryCredentials":{"credentialsParameter":"<CREDENTIALS_PARAMETER>"}'),
    },
    {
      bad: inContainer('"secrets":[«{»"valueFrom":"/db/password"}]', '"executionRoleArn":"ecs"'),
      fixed: inContainer('"secrets":[{"valueFrom":"/db/password","name":"<NAME>"}]', '"executionRoleArn":"ecs"'),
    },
    { bad: '«{»"family":"app"}', fixed: withContainers('{"name":"app","image":"<IMAGE>","memory":512}') },
    {
      bad: inFargate('«"ephemeralStorage"»:{}'),
      fixed: inFargate('"ephemeralStorage":{"sizeInGiB":21}'),
    },
    {
      bad: inContainer('"resourceRequirements":[«{»}]'),
      fixed: inContainer('"resourceRequirements":[{"type":"GPU","value":"1"}]'),
    },
  ],
  describe(violation, { task }) {
    const { field, missing = '', schema } = violation;
    const wanted = schema.members.get(missing);
    const of = field.path.length === 0 ? 'The task definition' : label(field);
    return missingMember(violation, {
      message: `${of} needs "${missing}"`,
      fixes: wanted ? [addition(violation, wanted, task)] : [],
    });
  },
});

/** The member, with what would be missing next once it is there. */
function addition(violation: Violation, wanted: SchemaNode, task: TaskView | undefined): Fix {
  const { field, schema } = violation;
  if (wanted.name === 'containerDefinitions') {
    return { ...fillIn(violation, [firstContainer(task)]), title: 'Add "containerDefinitions" with a container' };
  }
  const add = fillIn(violation, emptyValue(wanted));
  const isWhole = schema.shape !== 'ResourceRequirement' || field.member('value') || field.member('sharingStrategy');
  return isWhole ? add : { ...add, changes: () => [...add.changes(), { set: [...field.path, 'value'], to: '1' }] };
}

/** The first word of a list of words, a placeholder for other texts, else the emptiest value of the right type. */
function emptyValue(node: SchemaNode): unknown {
  switch (node.type) {
    case 'array':
      return [];
    case 'object':
      return {};
    case 'integer':
      return node.raw.minimum ?? (node.unit === 'GiB' ? 21 : 0);
    case 'boolean':
      return true;
    default:
      return node.values[0]?.value ?? `<${(node.name ?? 'value').replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}>`;
  }
}
