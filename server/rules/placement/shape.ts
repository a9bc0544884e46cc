import { type ShapeRule, defineRule } from '../define';
import { inTask } from '../example';
import { setValue } from '../fixes';
import { missingMember } from '../missing';
import { api, source } from '../sources';

const constraint = (members: string): string => inTask(`"placementConstraints":[{${members}}]`);
const one = '{"type":"memberOf","expression":"attribute:ecs.os-type == linux"}';
const many = (count: number): string => Array.from({ length: count }, () => one).join(',');

export const placementConstraintsCount = defineRule<ShapeRule>({
  id: 'placement-constraints-count',
  group: 'placement',
  severity: 'error',
  summary: 'A task has at most ten placement constraints',
  why: 'Those given when the task or service starts count too.',
  source: api('RegisterTaskDefinition'),
  good: [inTask(`"placementConstraints":[${many(10)}]`)],
  examples: [{ bad: inTask(`"placementConstraints":[${many(10)},«{»${one.slice(1)}]`) }],
  describe({ field }) {
    const eleventh = field.item(10) ?? field;
    return {
      at: { pointer: eleventh.pointer, span: { offset: eleventh.node.offset, length: 1 } },
      message: `${field.items().length} placement constraints; ECS takes 10 at most`,
    };
  },
});

export const placementConstraintType = defineRule<ShapeRule>({
  id: 'placement-constraint-type',
  group: 'placement',
  severity: 'error',
  summary: 'In a task definition the only kind of placement constraint is "memberOf"',
  why: '"distinctInstance" is for services and for running tasks: it says how tasks stand to each other.',
  awsMessage: "constraint.type 'distinctInstance' is not supported.",
  source: api('TaskDefinitionPlacementConstraint'),
  good: [constraint('"type":"memberOf","expression":"attribute:ecs.os-type == linux"')],
  examples: [
    {
      bad: constraint('"type":«"memberof"»,"expression":"attribute:ecs.os-type == linux"'),
      fixed: constraint('"type":"memberOf","expression":"attribute:ecs.os-type == linux"'),
    },
    { bad: constraint('"type":«"distinctInstance"»,"expression":"true"'), fixed: inTask('"placementConstraints":[]') },
  ],
  describe({ field }) {
    if (field.text?.toLowerCase() === 'memberof') {
      return { at: field.value, fixes: [setValue(field.path, 'memberOf', { safe: true })] };
    }
    return {
      at: field.value,
      message: `"${field.text ?? ''}" is no kind of placement constraint of a task definition; only "memberOf" is`,
      fixes: [{ title: 'Remove the constraint', changes: () => [{ remove: field.path.slice(0, -1) }] }],
    };
  },
});

export const placementConstraintExpressionMissing = defineRule<ShapeRule>({
  id: 'placement-constraint-expression-missing',
  group: 'placement',
  severity: 'error',
  summary: 'A placement constraint needs an expression',
  why: '"memberOf" alone does not say of what.',
  source: source(
    'Cluster query language in the ECS Developer Guide',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html',
  ),
  good: [
    constraint('"type":"memberOf","expression":"attribute:ecs.os-type == linux"'),
    constraint('"type":"distinctInstance"'), // its kind is the mistake
  ],
  examples: [
    { bad: inTask('"placementConstraints":[«{»"type":"memberOf"}]') },
    { bad: constraint('"type":"memberOf","expression":«" "»') },
  ],
  describe(violation) {
    const isMissing = violation.missing !== undefined;
    if (isMissing && violation.field.member('type')?.text === 'distinctInstance') return undefined;
    return missingMember(violation, {
      message: isMissing
        ? 'The placement constraint has no "expression"'
        : 'The expression of the placement constraint is blank',
    });
  },
});

/** What the schema says about placement constraints. */
export const placementShapes = [
  placementConstraintsCount,
  placementConstraintType,
  placementConstraintExpressionMissing,
];
