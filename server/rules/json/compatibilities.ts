import { type ShapeRule, defineRule } from '../define';
import { inTask } from '../example';
import { source } from '../sources';

export const requiresCompatibilitiesDuplicate = defineRule<ShapeRule>({
  id: 'requires-compatibilities-duplicate',
  group: 'json',
  severity: 'warning',
  summary: 'The same launch type stands twice in "requiresCompatibilities"',
  why: 'It asks for nothing more, and CloudFormation refuses it.',
  source: source(
    'AWS::ECS::TaskDefinition in the CloudFormation reference (unique items)',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html',
  ),
  good: [inTask('"requiresCompatibilities":["EC2","EXTERNAL"]')],
  examples: [
    {
      bad: inTask('"requiresCompatibilities":["EC2",«"EC2"»]'),
      fixed: inTask('"requiresCompatibilities":["EC2"]'),
    },
  ],
  describe: ({ field }) => ({
    at: field.value,
    message: `"${field.text ?? ''}" stands in this list already`,
    fixes: [{ title: 'Remove the second one', safe: true, changes: () => [{ remove: field.path }] }],
  }),
});
