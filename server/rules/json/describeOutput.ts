import { outputMembers, unwrapChanges } from '../../document/describeOutput';
import { type Fix, type ShapeRule, type TextRule, defineRule } from '../define';
import { inTask } from '../example';
import { api } from '../sources';

export const wrappedDescribeOutput = defineRule<TextRule>({
  id: 'wrapped-describe-output',
  group: 'json',
  severity: 'error',
  summary: 'This is the output of describe-task-definition; registering takes the object inside "taskDefinition"',
  why: 'The AWS CLI wraps what it shows. What it takes is the object alone, without the members ECS adds.',
  awsMessage: 'Unknown parameter in input: "taskDefinition", must be one of: family, taskRoleArn, …',
  source: api('DescribeTaskDefinition'),
  good: [inTask('')],
  examples: [
    { bad: `{«"taskDefinition"»:${inTask('"revision":3')}}`, fixed: inTask('') },
    {
      bad: `{«"taskDefinition"»:${inTask('')},"tags":[{"key":"team","value":"web"}]}`,
      fixed: inTask('').replace(/\}$/, ',"tags":[{"key":"team","value":"web"}]}'),
    },
  ],
  *checkText(document) {
    const inner = document.form === 'describe-output' ? document.task?.root : undefined;
    if (!inner) return;
    yield {
      at: inner.key,
      fixes: [{ title: 'Take the definition out', safe: true, changes: () => unwrapChanges(document) }],
    };
  },
});

export const describeOnlyField = defineRule<ShapeRule>({
  id: 'describe-only-field',
  group: 'json',
  severity: 'warning',
  summary: 'ECS assigns this member; registering with the AWS CLI fails while it is there',
  why: 'Answers of ECS hold members that describe one registered revision. The AWS CLI and boto3 refuse them as input; some deployment tools strip them.',
  awsMessage: 'Unknown parameter in input: "taskDefinitionArn", must be one of: family, taskRoleArn, …',
  source: api('TaskDefinition'),
  good: [inTask(''), `{"taskDefinition":${inTask('"revision":3')}}`],
  examples: [
    { bad: inTask('«"revision"»:3'), fixed: inTask('') },
    { bad: inTask('«"revision"»:3,"status":"ACTIVE","compatibilities":["EC2"]'), fixed: inTask('') },
    { bad: inTask('«"compatibilities"»:["EC2"]'), fixed: inTask('') },
    {
      bad: inTask('«"taskDefinitionArn"»:"arn:aws:ecs:<REGION>:1:task-definition/app:1","revision":3'),
      fixed: inTask(''),
    },
  ],
  describe({ field }, document) {
    if (document.form === 'describe-output') return undefined; // unwrapping takes them away
    const all = outputMembers(document.task?.root);
    const [first, ...others] = all;
    // The schema is silent about a placeholder, so the first member it reports may not be the first there is.
    if (!first || all.find(({ unknown }) => !unknown)?.name !== field.name) return undefined;
    const names = all.map(({ name }) => `"${name!}"`);
    return {
      at: first.key,
      tag: 'unnecessary',
      message: `${names.length === 1 ? `${names[0]!} is` : `${names[0]!} and ${names.length - 1} more are`} assigned by ECS; the AWS CLI refuses ${names.length === 1 ? 'it' : 'them'} as input`,
      related: others.map((other) => ({ at: other.key, message: `"${other.name!}" is assigned by ECS too` })),
      fixes: [
        {
          title: names.length === 1 ? `Remove ${names[0]!}` : `Remove all ${names.length} members that ECS assigns`,
          safe: true,
          changes: () => all.map(({ path }) => ({ remove: path })),
        },
        ...askInstead(
          all.find(({ name }) => name === 'compatibilities'),
          document.task?.root?.get('requiresCompatibilities') !== undefined,
        ),
      ],
    };
  },
});

/** What ECS computed is often what the writer wants to ask for. */
const askInstead = (
  compatibilities: { readonly path: readonly (string | number)[] } | undefined,
  isAsked: boolean,
): Fix[] =>
  !compatibilities || isAsked
    ? []
    : [
        {
          title: 'Rename "compatibilities" to "requiresCompatibilities"',
          changes: () => [{ rename: compatibilities.path, to: 'requiresCompatibilities' }],
        },
      ];
