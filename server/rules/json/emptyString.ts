import { type ShapeRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { removeMember } from '../fixes';
import { executionRoleRules } from '../iam/executionRoleMissing';
import { source } from '../sources';
import { label } from './values';

export const emptyStringValue = defineRule<ShapeRule>({
  id: 'empty-string-value',
  group: 'json',
  severity: 'warning',
  summary: 'An empty text means nothing here; leave the member out',
  why: 'Some tools strip empty texts, others send them, and ECS then refuses or ignores them. ecspresso strips them, so in its files none is an error.',
  source: source(
    'amazon-ecs-deploy-task-definition, which strips empty texts',
    'https://github.com/aws-actions/amazon-ecs-deploy-task-definition',
  ),
  // Where a role is needed, leaving it out is no help.
  yieldsTo: [
    'fargate-network-mode',
    ...executionRoleRules.map(({ id }) => id),
    'firelens-task-role',
    'efs-iam-without-task-role',
    's3files-task-role',
  ],
  good: [inContainer('"user":"app","environment":[{"name":"A","value":""}]')],
  examples: [
    { bad: inTask('"taskRoleArn":«""»'), fixed: inTask('') },
    { bad: inContainer('"user":«""»'), fixed: inContainer('') },
    { bad: inTask('"networkMode":«""»'), fixed: inTask('') },
    { bad: inContainer('"ulimits":[{"name":«""»,"softLimit":1,"hardLimit":1}]') },
  ],
  describe({ field, keyword, schema }, document) {
    return {
      at: field.value,
      severity: keyword === 'enum' && !ecspresso.test(document.text) ? 'error' : 'warning',
      message: schema.isRequired ? `${label(field)} must not be empty` : `${label(field)} is empty; leave it out`,
      fixes: schema.isRequired || field.name === undefined ? [] : [removeMember(field, { safe: true })],
    };
  },
});

/** ecspresso, known by its functions, leaves empty texts out where ECS wants one of a few words; it writes them itself. */
const ecspresso = /\{\{-?\s*(?:must_env|env|tfstatef?|ssm|secretsmanager_arn|cfn_(?:output|export))\s+[`"']/;
