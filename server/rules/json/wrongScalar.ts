import type { Document } from '../../document/document';
import type { Field } from '../../document/field';
import { type Fix, type ShapeRule, defineRule } from '../define';
import { inContainer, inTask } from '../example';
import { setValue } from '../fixes';
import { api, issue } from '../sources';
import { label, typeWord, written } from './values';
import { toBoolean, toInteger, toTaskSize } from './scalars';

export const integerExpected = defineRule<ShapeRule>({
  id: 'integer-expected',
  group: 'json',
  severity: 'error',
  summary: 'A whole number is expected here, without quotes',
  why: 'Inside containers, sizes, ports and times are JSON numbers. Only the task\'s own "cpu" and "memory" are texts.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].memory, value: 256, type: <class 'str'>, valid types: <class 'int'>",
  source: issue('aws-samples/aws-containers-task-definitions', 3),
  good: [inContainer('"cpu":256'), inContainer('"cpu":"${CPU}"'), inContainer('"cpu":{{ cpu }}')],
  examples: [
    { bad: inContainer('"cpu":«"256"»'), fixed: inContainer('"cpu":256') },
    { bad: inContainer('"memoryReservation":«"256MB"»'), fixed: inContainer('"memoryReservation":256') },
    { bad: inContainer('"cpu":«256.0»'), fixed: inContainer('"cpu":256') },
    { bad: inContainer('"cpu":«true»') },
  ],
  describe({ field, schema }, document) {
    const to = toInteger(field, schema.unit);
    const given = field.type === 'number' ? written(field, document) : typeWord(field);
    const unit = schema.unit === undefined ? '' : ` (${schema.unit})`;
    return {
      at: field.value,
      message: `${label(field)} is a whole number${unit}, not ${given}`,
      fixes: to === undefined ? [] : [setValue(field.path, to, { safe: true })],
    };
  },
});

export const taskSizeNotString = defineRule<ShapeRule>({
  id: 'task-size-not-string',
  group: 'json',
  severity: 'error',
  summary: 'The task\'s own "cpu" and "memory" are texts, in quotes',
  why: 'They may hold a unit ("0.5 vCPU", "1 GB"), so the API takes texts here, while containers have numbers.',
  awsMessage: "Invalid type for parameter cpu, value: 256, type: <class 'int'>, valid types: <class 'str'>",
  source: api('RegisterTaskDefinition'),
  good: [inTask('"cpu":"256","memory":"0.5 GB"')],
  examples: [
    { bad: inTask('"cpu":«1024»'), fixed: inTask('"cpu":"1024"') },
    { bad: inTask('"memory":«2048»'), fixed: inTask('"memory":"2048"') },
    { bad: inTask('"cpu":«0.5»'), fixed: inTask('"cpu":"0.5 vCPU"') },
    { bad: inTask('"cpu":«[256]»') },
  ],
  describe({ field }, document) {
    const to = toTaskSize(field, written(field, document));
    return {
      at: field.value,
      message: `${label(field)} of the task is a text in quotes, not ${typeWord(field)}`,
      fixes: to === undefined ? [] : [setValue(field.path, to, { safe: true })],
    };
  },
});

export const booleanExpected = defineRule<ShapeRule>({
  id: 'boolean-expected',
  group: 'json',
  severity: 'error',
  summary: 'true or false is expected here, without quotes',
  why: 'A text "false" is no false: the API takes JSON booleans only.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].essential, value: true, type: <class 'str'>, valid types: <class 'bool'>",
  source: api('ContainerDefinition'),
  good: [inContainer('"essential":true'), inContainer('"essential":"${ESSENTIAL}"')],
  examples: [
    { bad: inContainer('"essential":«"true"»'), fixed: inContainer('"essential":true') },
    { bad: inContainer('"interactive":«0»'), fixed: inContainer('"interactive":false') },
    { bad: inContainer('"interactive":«"yes"»'), fixed: inContainer('"interactive":true') },
    { bad: inContainer('"interactive":«"maybe"»') },
  ],
  describe({ field }) {
    const to = toBoolean(field);
    return {
      at: field.value,
      message: `${label(field)} is true or false, not ${typeWord(field)}`,
      fixes: to === undefined ? [] : [setValue(field.path, to, { safe: true })],
    };
  },
});

export const stringExpected = defineRule<ShapeRule>({
  id: 'string-expected',
  group: 'json',
  severity: 'error',
  summary: 'A text in quotes is expected here',
  why: 'Values of environment variables, users and kernel parameters are texts, even where they look like numbers.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].environment[0].value, value: 80, type: <class 'int'>, valid types: <class 'str'>",
  source: api('KeyValuePair'),
  good: [inContainer('"environment":[{"name":"PORT","value":"80"}]')],
  examples: [
    {
      bad: inContainer('"environment":[{"name":"PORT","value":«80»}]'),
      fixed: inContainer('"environment":[{"name":"PORT","value":"80"}]'),
    },
    { bad: inContainer('"user":«1000»'), fixed: inContainer('"user":"1000"') },
    { bad: inContainer('"command":["sleep",«1.50»]'), fixed: inContainer('"command":["sleep","1.50"]') },
    { bad: inContainer('"user":«{}»') },
  ],
  describe: ({ field }, document) => ({
    at: field.value,
    message: `${label(field)} is a text in quotes, not ${typeWord(field)}`,
    fixes: quoted(field, document),
  }),
});

export const mapValueNotString = defineRule<ShapeRule>({
  id: 'map-value-not-string',
  group: 'json',
  severity: 'error',
  summary: 'Values of options and labels are texts in quotes',
  why: 'Options of log and volume drivers and labels are passed on as they are, as texts.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].logConfiguration.options.max-file, value: 3, type: <class 'int'>, valid types: <class 'str'>",
  source: api('LogConfiguration'),
  good: [inContainer('"dockerLabels":{"tier":"1"}')],
  examples: [
    { bad: inContainer('"dockerLabels":{"tier":«1»}'), fixed: inContainer('"dockerLabels":{"tier":"1"}') },
    { bad: inContainer('"dockerLabels":{"public":«true»}'), fixed: inContainer('"dockerLabels":{"public":"true"}') },
    { bad: inContainer('"dockerLabels":{"tier":«["1"]»}') },
  ],
  describe: ({ field }, document) => ({
    at: field.value,
    message: `The value of ${label(field)} is a text in quotes, not ${typeWord(field)}`,
    fixes: quoted(field, document),
  }),
});

const quoted = (field: Field, document: Document): Fix[] =>
  field.type === 'number' || field.type === 'boolean'
    ? [setValue(field.path, written(field, document), { safe: true, title: 'Put it in quotes' })]
    : [];
