import type { SchemaNode } from '../../schema/lookup';
import { type ShapeRule, defineRule } from '../define';
import { inContainer } from '../example';
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
    { bad: '«{»"family":"app"}', fixed: '{"family":"app","containerDefinitions":[]}' },
  ],
  describe(violation) {
    const { field, missing = '', schema } = violation;
    const wanted = schema.members.get(missing);
    const of = field.path.length === 0 ? 'The task definition' : label(field);
    return missingMember(violation, {
      message: `${of} needs "${missing}"`,
      fixes: wanted ? [fillIn(violation, emptyValue(wanted))] : [],
    });
  },
});

/** The first word of a list of words, a placeholder for other texts, else the emptiest value of the right type. */
function emptyValue(node: SchemaNode): unknown {
  switch (node.type) {
    case 'array':
      return [];
    case 'object':
      return {};
    case 'integer':
      return 0;
    case 'boolean':
      return true;
    default:
      return node.values[0]?.value ?? `<${(node.name ?? 'value').replaceAll(/(?=[A-Z])/g, '_').toUpperCase()}>`;
  }
}
