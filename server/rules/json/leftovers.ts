import type { Node } from 'jsonc-parser';
import { isEmptyLeftover } from '../../document/describeOutput';
import { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer } from '../example';
import { removeMember } from '../fixes';
import { api } from '../sources';
import { label } from './values';

export const emptyCollectionNoise = defineRule<CheckRule>({
  id: 'empty-collection-noise',
  group: 'json',
  severity: 'hint',
  off: true,
  summary: 'An empty list that ECS adds to its answers; it says nothing',
  why: 'Files that began as the output of describe-task-definition carry empty lists along. Without them the file is easier to read.',
  source: api('DescribeTaskDefinition'),
  inContainerArray: true,
  good: [
    inContainer('"environment":[{"name":"A","value":"b"}]'),
    inContainer('', '"volumes":[{"name":"v","host":{}}]'),
  ],
  examples: [{ bad: inContainer('«"environment"»:[]'), fixed: inContainer('') }],
  *check(task) {
    for (const holder of task.root ? [task.root] : task.containers) {
      for (const node of holder.nodes.filter(isEmpty)) {
        const field = Field.of(node);
        if (isEmptyLeftover(field)) {
          yield { at: field.key, tag: 'unnecessary', fixes: [removeMember(field, { safe: true })] };
        }
      }
    }
  },
});

const isEmpty = ({ children }: Node): boolean => children?.length === 0;

export const redundantDefault = defineRule<CheckRule>({
  id: 'redundant-default',
  group: 'json',
  severity: 'hint',
  off: true,
  summary: 'This is what ECS assumes anyway',
  why: 'Answers of ECS write defaults out. Leaving them out changes nothing and makes the decisions stand out.',
  source: api('ContainerDefinition'),
  inContainerArray: true,
  good: [inContainer('"essential":false'), inContainer('"cpu":10')],
  examples: [
    { bad: inContainer('«"essential"»:true'), fixed: inContainer('') },
    {
      bad: inContainer('"portMappings":[{"containerPort":80,«"protocol"»:"tcp"}]'),
      fixed: inContainer('"portMappings":[{"containerPort":80}]'),
    },
    { bad: inContainer('«"privileged"»:false'), fixed: inContainer('') },
    { bad: inContainer('«"cpu"»:0'), fixed: inContainer('') },
  ],
  *check(task) {
    for (const container of task.containers) {
      for (const field of defaultsIn(container, task)) {
        yield {
          at: field.key,
          tag: 'unnecessary',
          message: `${label(field)} has this value anyway`,
          fixes: [removeMember(field, { safe: true })],
        };
      }
    }
  },
});

function* defaultsIn(container: ContainerField, task: TaskView): Iterable<Field> {
  const essential = container.get('essential');
  if (essential?.bool === true && task.containers.length === 1) yield essential;
  const privileged = container.get('privileged');
  if (privileged?.bool === false) yield privileged;
  const cpu = container.get('cpu');
  if (cpu?.int === 0 && task.os !== 'windows') yield cpu;
  for (const mapping of container.get('portMappings')?.items() ?? []) {
    const protocol = mapping.get('protocol');
    if (protocol?.text === 'tcp') yield protocol;
  }
  for (const mount of [
    ...(container.get('mountPoints')?.items() ?? []),
    ...(container.get('volumesFrom')?.items() ?? []),
  ]) {
    const readOnly = mount.get('readOnly');
    if (readOnly?.bool === false) yield readOnly;
  }
}
