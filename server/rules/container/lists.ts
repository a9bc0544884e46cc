import type { TaskView } from '../../document/view';
import { type ShapeRule, defineRule } from '../define';
import { inContainer, inTask, withContainers } from '../example';
import { removeMember, setValue } from '../fixes';
import { api, issue, source } from '../sources';

const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `{"name":"c${index}","image":"a:1","memory":64,"essential":true}`).join(
    ',',
  );

export const containerListEmpty = defineRule<ShapeRule>({
  id: 'container-list-empty',
  group: 'container',
  severity: 'error',
  summary: 'A task has at least one container',
  why: 'There would be nothing to run.',
  awsMessage: 'Container list cannot be empty',
  source: api('RegisterTaskDefinition'),
  good: [inTask(''), '{"family":"app","containerDefinitions":[{{ containers }}]}'],
  examples: [
    {
      bad: '{"family":"app","containerDefinitions":«[]»}',
      fixed: '{"family":"app","containerDefinitions":[{"name":"app","image":"<IMAGE>","memory":512}]}',
    },
  ],
  describe: ({ field }, { task }) => ({
    at: field.value,
    fixes: [setValue(field.path, [firstContainer(task)], { title: 'Add a container' })],
  }),
});

/** A container to begin with, called as the family. */
export const firstContainer = (task: TaskView | undefined) => ({
  name: (task?.root?.get('family')?.known ?? 'app').replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 255),
  image: '<IMAGE>',
  ...(!task?.root?.get('memory') && { memory: 512 }),
});

export const tooManyContainers = defineRule<ShapeRule>({
  id: 'too-many-containers',
  group: 'container',
  severity: 'error',
  summary: 'A task has at most ten containers',
  why: 'This quota cannot be raised. Containers that need not live together can be tasks of their own.',
  awsMessage: 'Too many containers.',
  source: issue('aws/amazon-ecs-cli', 184),
  good: [withContainers(many(10))],
  examples: [{ bad: withContainers(`${many(10)},«{»"name":"last","image":"a:1","memory":64}`) }],
  describe({ field }) {
    const eleventh = field.item(10) ?? field;
    return {
      at: { pointer: eleventh.pointer, span: { offset: eleventh.node.offset, length: 1 } },
      message: `${field.items().length} containers; ECS takes 10 at most`,
    };
  },
});

export const dockerLabelEmptyKey = defineRule<ShapeRule>({
  id: 'docker-label-empty-key',
  group: 'container',
  severity: 'error',
  summary: 'A Docker label needs a name',
  why: 'A label without one could not be asked for.',
  source: source(
    'AWS::ECS::TaskDefinition in the CloudFormation schema',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html',
  ),
  good: [inContainer('"dockerLabels":{"team":""}')],
  examples: [
    { bad: inContainer('"dockerLabels":{«""»:"web","a":"b"}'), fixed: inContainer('"dockerLabels":{"a":"b"}') },
  ],
  describe: ({ field }) => ({ at: field.key, fixes: [removeMember(field, { title: 'Remove the label' })] }),
});
