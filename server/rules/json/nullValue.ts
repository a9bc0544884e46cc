import { outputMembers } from '../../document/describeOutput';
import { Field } from '../../document/field';
import { type Fix, type TextRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { issue } from '../sources';

/** Nobody reads on behind so many; and each step of a fix reads the whole file again. */
const many = 100;

const web = '{"name":"web","image":"nginx:1.27","memory":512}';

export const nullValue = defineRule<TextRule>({
  id: 'null-value',
  group: 'json',
  severity: 'warning',
  summary: 'The AWS CLI refuses null; a member without a value is left out',
  why: 'Exports and templates write null for what is not set. Other clients take it as absent, the AWS CLI and boto3 do not.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].logConfiguration, value: None, type: <class 'NoneType'>, valid types: <class 'dict'>",
  source: issue('aws-samples/aws-containers-task-definitions', 3),
  good: [inContainer('"user":"app"')],
  examples: [
    { bad: inContainer('"user":«null»'), fixed: inContainer('') },
    { bad: inContainer('"user":«null»,"links":[null],"hostname":null'), fixed: inContainer('"links":[]') },
    { bad: withContainers(`${web},«null»`), fixed: withContainers(web) },
  ],
  *checkText({ root, task }) {
    if (!root || !task) return;
    const assigned = new Set(outputMembers(task.root).map(({ node }) => node));
    const all = root
      .nodesOf('null')
      .filter((node) => !assigned.has(node))
      .map((node) => Field.of(node));
    const [first, ...others] = all;
    if (!first) return;
    yield {
      at: first.value,
      ...(others.length > 0 && {
        message: `The AWS CLI refuses null; a member without a value is left out (${all.length} places in this file)`,
      }),
      related: others.slice(0, many).map((other) => ({ at: other.value, message: 'Another null' })),
      fixes: all.length > many ? [] : [removeAll(all)],
    };
  },
});

/** The last first, so that the indexes of those before it stay true. */
const removeAll = (all: readonly Field[]): Fix => ({
  title: all.length === 1 ? 'Remove it' : `Remove all ${all.length} nulls`,
  safe: true,
  changes: () => [...all].reverse().map(({ path }) => ({ remove: path })),
});
