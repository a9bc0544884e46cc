import { type Change, formattingOf } from '../../document/change';
import type { TaskView } from '../../document/view';
import { type TextRule, defineRule } from '../define';
import { api, source } from '../sources';
import { opening } from '../words';

export const rootNotObject = defineRule<TextRule>({
  id: 'root-not-object',
  group: 'json',
  severity: 'error',
  summary: 'A task definition is a JSON object',
  why: 'RegisterTaskDefinition takes one object with "family" and "containerDefinitions".',
  awsMessage: 'Invalid type for parameter',
  source: api('RegisterTaskDefinition'),
  good: ['{"family":"app"}', '[{"name":"web","image":"nginx:1.27"}]', '[{"name":"web","imageUri":"nginx:1.27"}]'],
  examples: [{ bad: '«"app"»' }, { bad: '«null»' }, { bad: '«[»]' }],
  *checkText({ root, form }) {
    if (!root || form !== 'unreadable' || root.type === 'object') return;
    yield { at: root.type === 'array' ? opening(root) : root.value };
  },
});

export const rootIsContainerArray = defineRule<TextRule>({
  id: 'root-is-container-array',
  group: 'json',
  severity: 'info',
  summary: 'This is a list of containers; registering needs a whole task definition',
  why: 'Terraform and other tools take such a list. It is checked as far as containers go; what the task decides is unknown here.',
  source: source(
    'aws_ecs_task_definition in the Terraform AWS provider',
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_task_definition',
  ),
  good: ['{"family":"app","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}'],
  examples: [
    {
      bad: '«[»{"name":"web","image":"nginx:1.27","memory":512}]',
      fixed: '{"family":"web","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}',
    },
    {
      bad: '«[»{"name":"web","image":"nginx:1.27","secrets":[{"name":"A","valueFrom":"a"}],"mountPoints":[{"sourceVolume":"v","containerPath":"/v"}]}]',
      fixed:
        '{"family":"web","containerDefinitions":[{"name":"web","image":"nginx:1.27","secrets":[{"name":"A","valueFrom":"a"}],"mountPoints":[{"sourceVolume":"v","containerPath":"/v"}],"memory":512}],"executionRoleArn":"ecsTaskExecutionRole","volumes":[{"name":"v"}]}',
    },
    {
      bad: '«{»"name":"web","image":"nginx:1.27","memory":512}',
      fixed: '{"family":"web","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}',
    },
  ],
  *checkText({ root, form, task, text }) {
    if (!root || (form !== 'container-array' && form !== 'single-container')) return;
    const family = task?.containers[0]?.get('name')?.known ?? 'app';
    yield {
      at: opening(root),
      fixes: [
        {
          title: 'Wrap it into a task definition',
          changes: () => [
            { replace: root.span, with: wrapped(text, root.span.offset, root.span.length, family) },
            ...(task ? whatTasksNeed(task) : []),
          ],
        },
      ],
    };
  },
});

/** What the containers ask of the task around them, so that it is whole: limits, a role, volumes. */
function whatTasksNeed({ containers }: TaskView): Change[] {
  const needsRole = containers.some((container) =>
    [
      container.get('secrets'),
      container.get('environmentFiles'),
      container.get('repositoryCredentials'),
      container.get('logConfiguration')?.get('secretOptions'),
    ].some((field) => field && !field.isEmpty),
  );
  const mounted = containers.flatMap((container) =>
    (container.get('mountPoints')?.items() ?? []).flatMap((mount) => mount.get('sourceVolume')?.known ?? []),
  );
  return [
    ...containers.flatMap((container, index) =>
      container.get('memory') || container.get('memoryReservation')
        ? []
        : [{ set: ['containerDefinitions', index, 'memory'], to: 512 }],
    ),
    ...(needsRole ? [{ set: ['executionRoleArn'], to: 'ecsTaskExecutionRole' }] : []),
    ...(mounted.length > 0 ? [{ set: ['volumes'], to: [...new Set(mounted)].map((name) => ({ name })) }] : []),
  ];
}

/** The list with a task definition around it, its lines moved in by one level. */
function wrapped(text: string, offset: number, length: number, family: string): string {
  const { eol = '\n', tabSize = 2, insertSpaces } = formattingOf(text);
  const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
  const inner = text.slice(offset, offset + length).replaceAll('\n', `\n${indent}`);
  const containers = inner.startsWith('[') ? inner : `[${inner}]`;
  const lines = [
    '{',
    `${indent}"family": ${JSON.stringify(family.replaceAll(/[^\w-]/g, '-'))},`,
    `${indent}"containerDefinitions": ${containers}`,
    '}',
  ];
  return lines.join(eol);
}
