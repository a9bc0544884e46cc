import type { Field } from '../../document/field';
import type { SchemaNode } from '../../schema/lookup';
import { type Fix, type ShapeRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { setValue } from '../fixes';
import { issue } from '../sources';
import { entriesOf } from './entries';
import { toObject } from './objects';
import { label, typeWord } from './values';

export const arrayExpected = defineRule<ShapeRule>({
  id: 'array-expected',
  group: 'json',
  severity: 'error',
  summary: 'A list is expected here',
  why: 'The API takes a list even where there is only one item, and a list of name and value where other tools take an object.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].command, value: npm start, type: <class 'str'>, valid types: <class 'list'>, <class 'tuple'>",
  source: issue('fabfuel/ecs-deploy', 181),
  good: [
    inContainer('"command":["npm","start"]'),
    inContainer('"links":"${LINKS}"'),
    inContainer('"secrets":{{ secrets }}'),
  ],
  examples: [
    { bad: inTask('"requiresCompatibilities":«"EC2"»'), fixed: inTask('"requiresCompatibilities":["EC2"]') },
    { bad: inContainer('"command":«"npm start"»'), fixed: inContainer('"command":["npm","start"]') },
    {
      bad: inContainer('"command":«"npm start | tee log"»'),
      fixed: inContainer('"command":["sh","-c","npm start | tee log"]'),
    },
    {
      bad: inContainer('"healthCheck":{"command":«"curl -f localhost || exit 1"»}'),
      fixed: inContainer('"healthCheck":{"command":["CMD-SHELL","curl -f localhost || exit 1"]}'),
    },
    {
      bad: inContainer('"environment":«{"A":"1","B":2}»'),
      fixed: inContainer('"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}]'),
    },
    {
      bad: inContainer('"portMappings":«{"containerPort":80}»'),
      fixed: inContainer('"portMappings":[{"containerPort":80}]'),
    },
    { bad: inContainer('"portMappings":«80»'), fixed: inContainer('"portMappings":[{"containerPort":80}]') },
    { bad: inContainer('"links":«true»') },
  ],
  describe: ({ field, schema }, document) => ({
    at: field.value,
    message: `${label(field)} is a list, not ${typeWord(field)}`,
    fixes: asList(field, schema, document.task?.networkMode === 'awsvpc'),
  }),
});

/** The list that a single value plainly stands for; a command is cut into words only where no shell is needed. */
function asList(field: Field, schema: SchemaNode, isAwsvpc: boolean): Fix[] {
  const { text, name, path } = field;
  const items = schema.items;
  if (items?.type === 'object') {
    const list = field.type === 'object' ? entriesOf(field, items) : wrap(toObject(field, items, isAwsvpc));
    return list ? [setValue(path, list, { safe: true, title: 'Make it a list' })] : [];
  }
  if (text === undefined) {
    return field.type === 'number' && items?.type === 'integer'
      ? [setValue(path, [field.node.value], { safe: true })]
      : [];
  }
  if (name === 'command' || name === 'entryPoint')
    return commandFixes(field, text, schema.parent?.shape === 'HealthCheck');
  return [setValue(path, text === '' ? [] : [text], { safe: true })];
}

const wrap = (item: unknown): unknown[] | undefined => (item === undefined ? undefined : [item]);

function commandFixes({ path }: Field, text: string, isHealthCheck: boolean): Fix[] {
  const words = text.trim().split(/\s+/);
  if (isHealthCheck) {
    const script = text.replace(/^\s*CMD(?:-SHELL)?[\s,]+/, '').trim();
    return [setValue(path, script === '' ? [] : ['CMD-SHELL', script], { safe: true })];
  }
  if (words.length === 1) return [setValue(path, text === '' ? [] : [text.trim()], { safe: true })];
  const isPlain = words.every((word) => /^[\w./:=@,+%-]+$/.test(word));
  const split: Fix[] = isPlain ? [setValue(path, words)] : [];
  return [...split, setValue(path, ['sh', '-c', text])];
}
