import { type CheckRule, defineRule } from '../define';
import { inTask } from '../example';
import { onEc2OrExternal } from '../scope';
import { guide, managedInstancesGuide } from '../sources';
import { expressionFault } from './expression';

const constraint = (expression: string, task = ''): string =>
  inTask(`${task}"placementConstraints":[{"type":"memberOf","expression":${expression}}]`);
const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"],';

export const placementConstraintExpressionSyntax = defineRule<CheckRule>({
  id: 'placement-constraint-expression-syntax',
  group: 'placement',
  severity: 'warning',
  summary: 'The expression does not read like the cluster query language',
  why: 'ECS refuses expressions it cannot read, or finds no instance for them.',
  awsMessage: "constraint.expression 'attribute:ecs.os-type = linux'",
  source: guide('cluster-query-language', 'Cluster query language'),
  good: [
    constraint('"attribute:ecs.instance-type =~ (t2|m4).*"'),
    constraint('"attribute:ecs.availability-zone in [us-east-1a, us-east-1b] and not (task:group == service:web)"'),
    constraint('"!(runningTasksCount >= 3) || attribute:stack exists"'),
    constraint('"attribute:ecs.os-type==linux"'),
    constraint('"${EXPRESSION}"'),
  ],
  examples: [
    { bad: constraint('«"attribute:ecs.os-type = linux"»') },
    { bad: constraint('«"(agentConnected == true"»') },
    { bad: constraint('«"instance-type == t3.micro"»') },
    { bad: constraint('«"attribute:zone == a and"»') },
  ],
  *check(task) {
    if (!onEc2OrExternal(task)) return;
    for (const item of task.root?.get('placementConstraints')?.items() ?? []) {
      const field = item.get('expression');
      const fault = field?.known?.trim() ? expressionFault(field.known) : undefined;
      if (field && fault) yield { at: field.value, message: `The expression cannot be read: ${fault}` };
    }
  },
});

const known = new Set(['ecs.subnet-id', 'ecs.availability-zone', 'ecs.cpu-architecture', 'ecs.instance-type']);

export const placementConstraintManagedInstances = defineRule<CheckRule>({
  id: 'placement-constraint-managed-instances',
  group: 'placement',
  severity: 'warning',
  summary: 'Managed Instances have no such attribute',
  why: 'They can be chosen by subnet, availability zone, processor architecture and instance type.',
  source: managedInstancesGuide,
  good: [constraint('"attribute:ecs.instance-type =~ m5.*"', managed), constraint('"attribute:stack == a"')],
  examples: [{ bad: constraint('«"attribute:stack == a"»', managed) }],
  *check(task) {
    if (!task.launchTypes.has('MANAGED_INSTANCES')) return;
    for (const item of task.root?.get('placementConstraints')?.items() ?? []) {
      const field = item.get('expression');
      const names = [...(field?.known ?? '').matchAll(/attribute:([\w.-]+)/g)].map((match) => match[1]!);
      const other = names.find((name) => !known.has(name));
      if (field && other) yield { at: field.value, message: `Managed Instances have no attribute "${other}"` };
    }
  },
});
