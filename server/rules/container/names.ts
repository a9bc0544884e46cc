import type { ContainerField } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inFargate, withContainers } from '../example';
import { setValue } from '../fixes';
import { guide, source } from '../sources';
import { containerLabel, sentence } from '../words';

const pair = (first: string, second: string): string =>
  withContainers(`{"name":${first},"image":"a:1","memory":64},{"name":${second},"image":"b:1","memory":64}`);

export const containerNameDuplicate = defineRule<CheckRule>({
  id: 'container-name-duplicate',
  group: 'container',
  severity: 'error',
  summary: 'Two containers of the task have the same name',
  why: 'Everything refers to containers by their names: links, dependencies, overrides, load balancers.',
  awsMessage: 'Container names must be unique within a task definition',
  source: source('cdk-preflight, recorded from the service'),
  inContainerArray: true,
  good: [pair('"web"', '"api"'), pair('"${NAME}"', '"${NAME}"')],
  examples: [{ bad: pair('"web"', '«"web"»'), fixed: pair('"web"', '"web-2"') }],
  *check(task) {
    const seen = new Map<string, ContainerField>();
    for (const container of task.containers) {
      const field = container.get('name');
      const name = field?.known;
      if (!field || name === undefined) continue;
      const first = seen.get(name);
      if (!first) {
        seen.set(name, container);
        continue;
      }
      let number = 2;
      while (task.container(`${name}-${number}`)) number++;
      yield {
        at: field.value,
        message: `Another container of this task is called "${name}"`,
        related: [{ at: first.get('name')!.value, message: 'The first of that name' }],
        fixes: [setValue(field.path, `${name}-${number}`)],
      };
    }
  },
});

export const containerNameReserved = defineRule<CheckRule>({
  id: 'container-name-reserved',
  group: 'container',
  severity: 'warning',
  summary: 'Fargate adds a container of this name itself',
  why: 'It mounts EFS volumes for the task. Two of one name cannot be told apart in logs and metrics.',
  source: guide('efs-volumes', 'Use Amazon EFS volumes'),
  good: [inFargate(''), pair('"aws-fargate-supervisor"', '"web"')],
  examples: [
    {
      bad: inFargate('').replace('"web"', '«"aws-fargate-supervisor"»'),
      fixed: inFargate('').replace('"web"', '"supervisor"'),
    },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const container of task.containers) {
      const field = container.get('name');
      if (field?.text !== 'aws-fargate-supervisor') continue;
      yield {
        at: field.value,
        fixes: task.container('supervisor') ? [] : [setValue(field.path, 'supervisor')],
      };
    }
  },
});

export const noEssentialContainer = defineRule<CheckRule>({
  id: 'no-essential-container',
  absence: 'anywhere',
  group: 'container',
  severity: 'error',
  summary: 'No container of the task is essential',
  why: 'A task lives as long as its essential containers, so ECS asks for at least one.',
  awsMessage: "Task definition doesn't have any essential container",
  awsWordings: ['At least one essential container is required'],
  source: source('cfn-lint rule E3042', 'https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md'),
  inContainerArray: true,
  good: [
    pair('"a"', '"b"'),
    withContainers('{"name":"a","image":"a:1","memory":64,"essential":"${ESSENTIAL}"}'),
    '{"name":"a","image":"a:1","essential":false}',
  ],
  examples: [
    {
      bad: withContainers('{"name":"a","image":"a:1","memory":64,"essential":false}').replace(
        '"containerDefinitions"',
        '«"containerDefinitions"»',
      ),
      fixed: withContainers('{"name":"a","image":"a:1","memory":64,"essential":true}'),
    },
    {
      bad: '«[»{"name":"a","image":"a:1","essential":false}]',
      fixed: '[{"name":"a","image":"a:1","essential":true}]',
    },
  ],
  *check(task, document) {
    const { containers } = task;
    if (containers.length === 0 || document.form === 'single-container') return;
    if (containers.some((container) => container.get('essential')?.bool !== false)) return;
    const list = task.root ? task.root.get('containerDefinitions') : document.root;
    if (list?.type !== 'array' || list.items().length !== containers.length) return;
    const main = containers.find((container) => !isAwaited(container, containers));
    yield {
      at: list.property ? list.key : { pointer: list.pointer, span: { offset: list.node.offset, length: 1 } },
      fixes: main
        ? [
            {
              title: `Make ${containerLabel(main)} essential`,
              changes: () => [{ set: [...main.path, 'essential'], to: true }],
            },
          ]
        : [],
    };
  },
});

/** Whether another container waits for this one to end, so that it cannot be essential. */
function isAwaited(container: ContainerField, all: readonly ContainerField[]): boolean {
  const name = container.get('name')?.text;
  return all.some((each) =>
    each
      .get('dependsOn')
      ?.items()
      .some(
        (item) =>
          item.get('containerName')?.text === name && /^(COMPLETE|SUCCESS)$/.test(item.get('condition')?.text ?? ''),
      ),
  );
}

export const dockerLabelReservedPrefix = defineRule<CheckRule>({
  id: 'docker-label-reserved-prefix',
  group: 'container',
  severity: 'warning',
  summary: 'The ECS agent overwrites labels that start with com.amazonaws.ecs',
  why: 'It writes cluster, task and container name there.',
  source: source('amazon-ecs-agent: container labels', 'https://github.com/aws/amazon-ecs-agent'),
  inContainerArray: true,
  good: [withContainers('{"name":"a","image":"a:1","memory":64,"dockerLabels":{"com.example.team":"a"}}')],
  examples: [
    {
      bad: withContainers('{"name":"a","image":"a:1","memory":64,"dockerLabels":{«"com.amazonaws.ecs.team"»:"a"}}'),
      fixed: withContainers('{"name":"a","image":"a:1","memory":64,"dockerLabels":{"team":"a"}}'),
    },
  ],
  *check(task) {
    for (const container of task.containers) {
      const labels = container.get('dockerLabels');
      for (const label of labels?.members() ?? []) {
        const name = label.name ?? '';
        if (!name.startsWith('com.amazonaws.ecs.')) continue;
        const to = name.slice('com.amazonaws.ecs.'.length);
        yield {
          at: label.key,
          message: `${sentence(containerLabel(container))} sets the label "${name}", which the agent overwrites`,
          fixes:
            to !== '' && !labels?.member(to)
              ? [{ title: `Rename to "${to}"`, changes: () => [{ rename: label.path, to }] }]
              : [],
        };
      }
    }
  },
});
