import { type ShapeRule, defineRule } from '../define';
import { inContainer, withContainers } from '../example';
import { setValue } from '../fixes';
import { api } from '../sources';
import { toObject } from './objects';
import { label, typeWord } from './values';

export const objectExpected = defineRule<ShapeRule>({
  id: 'object-expected',
  group: 'json',
  severity: 'error',
  summary: 'An object is expected here',
  why: 'The short forms of Docker and Compose ("8080:80", "data:/var/lib") are spelled out in a task definition.',
  awsMessage:
    "Invalid type for parameter containerDefinitions[0].portMappings[0], value: 80, type: <class 'int'>, valid types: <class 'dict'>",
  source: api('PortMapping'),
  good: [inContainer('"portMappings":[{"containerPort":80}]'), inContainer('"portMappings":["${PORTS}"]')],
  examples: [
    { bad: inContainer('"portMappings":[«80»]'), fixed: inContainer('"portMappings":[{"containerPort":80}]') },
    {
      bad: inContainer('"portMappings":[«"8080:80"»]'),
      fixed: inContainer('"portMappings":[{"containerPort":80,"hostPort":8080}]'),
    },
    {
      bad: inContainer('"mountPoints":[«"v:/p:ro"»]', '"volumes":[{"name":"v"}]'),
      fixed: inContainer(
        '"mountPoints":[{"sourceVolume":"v","containerPath":"/p","readOnly":true}]',
        '"volumes":[{"name":"v"}]',
      ),
    },
    {
      bad: inContainer('"environment":[«"A=b"»]'),
      fixed: inContainer('"environment":[{"name":"A","value":"b"}]'),
    },
    { bad: inContainer('"dockerLabels":«["a=b"]»'), fixed: inContainer('"dockerLabels":{"a":"b"}') },
    { bad: withContainers('«"web"»') },
  ],
  describe({ field, schema }, document) {
    const to = toObject(field, schema, document.task?.networkMode === 'awsvpc');
    return {
      at: field.value,
      message: `${label(field)} is an object, not ${typeWord(field)}`,
      fixes: to === undefined ? [] : [setValue(field.path, to, { safe: true, title: 'Make it an object' })],
    };
  },
});
