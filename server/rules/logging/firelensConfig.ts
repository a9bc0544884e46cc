import type { TaskView } from '../../document/view';
import type { Field } from '../../document/field';
import { type CheckRule, type Fix, defineRule } from '../define';
import { removeMember, setValue } from '../fixes';
import { api, guide, issue } from '../sources';
import { knownReference } from '../standIn';
import { containerLabel } from '../words';
import { routed, routersOf } from './firelens';

/** `firelensConfiguration.options`. */

const configGuide = guide('firelens-taskdef', 'Example task definition for FireLens');
const options = (text: string, task = ''): string =>
  routed({ firelens: `"type":"fluentbit","options":{${text}}`, task });
const fargate =
  '"requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512","executionRoleArn":"ecsTaskExecutionRole"';
const s3 = '"config-file-type":"s3","config-file-value":"arn:aws:s3:::b/a.conf"';
const role = '"executionRoleArn":"ecsTaskExecutionRole"';

export const firelensConfigType = defineRule<CheckRule>({
  id: 'firelens-config-type',
  absence: 'here',
  group: 'logging',
  severity: 'error',
  summary: 'A configuration file has a type, s3 or file, and a place',
  why: 'ECS needs to know both where the file is and how to get it.',
  source: api('FirelensConfiguration'),
  inContainerArray: true,
  good: [options('"config-file-type":"file","config-file-value":"/a.conf"'), options(s3, role), options('')],
  examples: [
    {
      bad: options('"config-file-type":«"S3"»,"config-file-value":"arn:aws:s3:::b/a.conf"', role),
      fixed: options(s3, role),
    },
    { bad: options('"config-file-type":«"file"»') },
    { bad: options('"config-file-value":«"/a.conf"»') },
  ],
  *check(task) {
    for (const { container, option } of routersOf(task)) {
      const type = option('config-file-type');
      const value = option('config-file-value');
      if (type?.known !== undefined && !/^(s3|file)$/.test(type.known)) {
        yield {
          at: type.value,
          message: `The type of a configuration file is "s3" or "file", not "${type.known}"`,
          fixes: /^(s3|file)$/i.test(type.known) ? [setValue(type.path, type.known.toLowerCase())] : [],
        };
      } else if (Boolean(type) !== Boolean(value)) {
        yield {
          at: (type ?? value)!.value,
          message: `The log router ${containerLabel(container)} has a "${type ? 'config-file-type' : 'config-file-value'}" but no "${type ? 'config-file-value' : 'config-file-type'}"`,
        };
      }
    }
  },
});

export const firelensConfigS3Fargate = defineRule<CheckRule>({
  id: 'firelens-config-s3-fargate',
  group: 'logging',
  severity: 'error',
  summary: 'Fargate takes router configuration from a file in the image only',
  why: 'The agent fetches it from S3 on instances. On Fargate, build it into the image.',
  awsMessage: "Fargate launch type does not support FirelensConfiguration config file from 's3'",
  source: api('FirelensConfiguration'),
  good: [options('"config-file-type":"file","config-file-value":"/a.conf"', fargate), options(s3, role)],
  examples: [
    {
      bad: options('"config-file-type":«"s3"»,"config-file-value":"arn:aws:s3:::b/c/a.conf"', fargate),
      fixed: options('"config-file-type":"file","config-file-value":"/a.conf"', fargate),
    },
  ],
  *check(task) {
    if (!task.isFargate) return;
    for (const { option } of routersOf(task)) {
      const type = option('config-file-type');
      if (type?.text !== 's3') continue;
      const name = /^arn:[^/]*\/(?:.*\/)?([^/]+)$/.exec(option('config-file-value')?.known ?? '')?.[1];
      yield { at: type.value, fixes: name === undefined ? [] : [fromImage(type, `/${name}`)] };
    }
  },
});

export const firelensConfigS3Arn = defineRule<CheckRule>({
  id: 'firelens-config-s3-arn',
  group: 'logging',
  severity: 'error',
  summary: 'A configuration file in S3 is named by its ARN',
  why: 'ECS takes arn:aws:s3:::BUCKET/KEY, and neither s3:// nor https://.',
  awsMessage: 'Invalid arn syntax.',
  source: issue('aws/aws-sdk', 311),
  inContainerArray: true,
  good: [options(s3, role), options('"config-file-type":"s3","config-file-value":"${FILE}"', role)],
  examples: [
    {
      bad: options('"config-file-type":"s3","config-file-value":«"s3://b/a.conf"»', role),
      fixed: options(s3, role),
    },
  ],
  *check(task) {
    if (task.isFargate) return;
    for (const { option } of routersOf(task)) {
      const field = option('config-file-value');
      const value = knownReference(field);
      if (option('config-file-type')?.text !== 's3' || !field || value === undefined) continue;
      if (/^arn:[a-z-]+:s3:::[a-z0-9.-]+\/.+$/.test(value)) continue;
      const [, path] = /^s3:\/\/([^/]+\/.+)$/.exec(value) ?? [];
      yield {
        at: field.value,
        message: `"${value}" is no ARN of an S3 object`,
        fixes: path ? [setValue(field.path, `arn:aws:s3:::${path}`)] : [],
      };
    }
  },
});

/** Points at a file of the same name in the image, which has to be built into it. */
const fromImage = (type: Field, file: string): Fix => ({
  title: `Read ${file} from the image instead`,
  changes: () => [
    { set: type.path, to: 'file' },
    { set: [...type.path.slice(0, -1), 'config-file-value'], to: file },
  ],
});

const reserved = /^\/(fluent-bit\/etc\/fluent-bit\.conf|fluentd\/etc\/fluent\.conf)$/;

export const firelensReservedConfigPath = defineRule<CheckRule>({
  id: 'firelens-reserved-config-path',
  group: 'logging',
  severity: 'error',
  summary: 'ECS writes its own configuration to this file',
  why: 'What the image has there is overwritten when the task starts, and then includes itself.',
  source: configGuide,
  inContainerArray: true,
  good: [options('"config-file-type":"file","config-file-value":"/extra.conf"')],
  examples: [
    {
      bad: options('"config-file-type":"file","config-file-value":«"/fluent-bit/etc/fluent-bit.conf"»'),
      fixed: options('"config-file-type":"file","config-file-value":"/extra.conf"'),
    },
  ],
  *check(task) {
    for (const { option } of routersOf(task)) {
      const field = option('config-file-value');
      if (option('config-file-type')?.text !== 'file' || !reserved.test(field?.text ?? '')) continue;
      yield {
        at: field!.value,
        message: `ECS writes its own configuration to ${field!.text!}; put yours elsewhere`,
        fixes: [setValue(field!.path, '/extra.conf')],
      };
    }
  },
});

export const firelensMetadataValue = defineRule<CheckRule>({
  id: 'firelens-metadata-value',
  group: 'logging',
  severity: 'error',
  summary: '"enable-ecs-log-metadata" is "true" or "false"',
  why: 'ECS refuses another word.',
  source: api('FirelensConfiguration'),
  inContainerArray: true,
  good: [options('"enable-ecs-log-metadata":"false"'), options('"enable-ecs-log-metadata":"${META}"')],
  examples: [
    { bad: options('"enable-ecs-log-metadata":«"yes"»') },
    { bad: options('"enable-ecs-log-metadata":«"True"»'), fixed: options('"enable-ecs-log-metadata":"true"') },
  ],
  *check(task) {
    for (const { option } of routersOf(task)) {
      const field = option('enable-ecs-log-metadata');
      const value = field?.known;
      if (!field || value === undefined || value === 'true' || value === 'false') continue;
      const lower = value.toLowerCase();
      const isCase = lower === 'true' || lower === 'false';
      yield {
        at: field.value,
        // The agent reads the other spellings of a Go boolean too.
        ...(isCase && { severity: 'info' as const }),
        message: `"enable-ecs-log-metadata" is "true" or "false", not "${value}"`,
        fixes: isCase ? [setValue(field.path, lower, { safe: true })] : [],
      };
    }
  },
});

const known = new Set(['enable-ecs-log-metadata', 'config-file-type', 'config-file-value']);

export const firelensOptionUnknown = defineRule<CheckRule>({
  id: 'firelens-option-unknown',
  group: 'logging',
  severity: 'warning',
  summary: 'A log router has no such option',
  why: 'ECS reads three options here; those of the output belong into the log configuration of each container.',
  source: api('FirelensConfiguration'),
  inContainerArray: true,
  good: [options('"enable-ecs-log-metadata":"true"')],
  examples: [{ bad: options('«"Name"»:"cloudwatch"'), fixed: options('') }],
  *check(task: TaskView) {
    for (const { block } of routersOf(task)) {
      for (const option of block.get('options')?.members() ?? []) {
        if (known.has(option.name ?? '') || option.type === 'null') continue;
        yield {
          at: option.key,
          message: `A log router has no option "${option.name ?? ''}"`,
          fixes: [removeMember(option)],
        };
      }
    }
  },
});
