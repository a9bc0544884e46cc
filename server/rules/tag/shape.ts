import { type ShapeRule, defineRule } from '../define';
import { inTask } from '../example';
import { removeMember, setValue } from '../fixes';
import { missingMember } from '../missing';
import { api, source } from '../sources';

const tag = (key: string, value = '"web"'): string => inTask(`"tags":[{"key":${key},"value":${value}}]`);
const many = (count: number): string => Array.from({ length: count }, (_, index) => `{"key":"k${index}"}`).join(',');
const why = 'ECS refuses other tags: letters, digits, blanks and _ . : / = + - @ are allowed.';

export const tagsEmpty = defineRule<ShapeRule>({
  id: 'tags-empty',
  group: 'tag',
  severity: 'warning', // not an error: many files that carry it are deployed by tools that strip empty lists
  summary: 'ECS refuses an empty list of tags; leave "tags" out',
  why: 'The service refuses an empty list here, though it takes others. The deploy action for GitHub strips it; the AWS CLI does not.',
  awsMessage: 'Tags can not be empty.',
  source: source('aws_ecs_task_definition of the Terraform AWS provider, source note'),
  good: [inTask(''), inTask('"tags":"${TAGS}"')],
  examples: [{ bad: inTask('«"tags"»:[]'), fixed: inTask('') }],
  describe: ({ field }) => ({ at: field.key, fixes: [removeMember(field, { safe: true })] }),
});

export const tagsCount = defineRule<ShapeRule>({
  id: 'tags-count',
  group: 'tag',
  severity: 'error',
  summary: 'A task definition has at most 50 tags',
  why: 'ECS refuses more.',
  source: api('RegisterTaskDefinition'),
  good: [inTask(`"tags":[${many(50)}]`)],
  examples: [{ bad: inTask(`"tags":[${many(50)},«{»"key":"last"}]`) }],
  describe({ field }) {
    const next = field.item(50) ?? field;
    return {
      at: { pointer: next.pointer, span: { offset: next.node.offset, length: 1 } },
      message: `${field.items().length} tags; ECS takes 50 at most`,
    };
  },
});

export const tagKey = defineRule<ShapeRule>({
  id: 'tag-key',
  group: 'tag',
  severity: 'error',
  summary: 'The key of a tag has 1 to 128 letters, digits, blanks and _ . : / = + - @',
  why,
  source: api('Tag'),
  good: [tag('"cost:centre/é 1"'), tag('"${KEY}"')],
  examples: [
    { bad: inTask('"tags":[«{»"value":"web"}]') },
    { bad: tag('«""»') },
    { bad: tag('«"a#b"»') },
    { bad: tag(`«"${'a'.repeat(129)}"»`) },
  ],
  describe: (violation) =>
    missingMember(violation, violation.missing === undefined ? {} : { message: 'The tag has no "key"' }),
});

export const tagValue = defineRule<ShapeRule>({
  id: 'tag-value',
  group: 'tag',
  severity: 'error',
  summary: 'The value of a tag has up to 256 letters, digits, blanks and _ . : / = + - @',
  why,
  source: api('Tag'),
  good: [tag('"a"', '""'), tag('"a"', '"${VALUE}"')],
  examples: [{ bad: tag('"a"', '«"50%!"»') }, { bad: tag('"a"', `«"${'a'.repeat(257)}"»`) }],
  describe: ({ field }) => ({ at: field.value }),
});

export const tagAwsPrefix = defineRule<ShapeRule>({
  id: 'tag-aws-prefix',
  group: 'tag',
  severity: 'error',
  summary: 'Keys and values of tags cannot begin with "aws:"',
  why: 'AWS keeps this beginning, in any case, for tags of its own.',
  source: api('Tag'),
  good: [tag('"myaws:team"')],
  examples: [
    { bad: tag('«"aws:team"»'), fixed: tag('"team"') },
    { bad: tag('"team"', '«"AWS:web"»'), fixed: tag('"team"', '"web"') },
  ],
  describe({ field }) {
    const to = (field.text ?? '').replace(/^aws:/i, '');
    return { at: field.value, fixes: to === '' || /^aws:/i.test(to) ? [] : [setValue(field.path, to)] };
  },
});

/** What the schema says about tags. */
export const tagShapes = [tagsEmpty, tagsCount, tagKey, tagValue, tagAwsPrefix];
