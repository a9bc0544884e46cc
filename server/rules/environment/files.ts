import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';
import { type CheckRule, type Fix, defineRule } from '../define';
import { inContainer } from '../example';
import { setValue } from '../fixes';
import { notWindows } from '../scope';
import { api } from '../sources';
import { knownReference } from '../standIn';

const file = (value: string): string =>
  inContainer(`"environmentFiles":[{"value":${value},"type":"s3"}]`, '"executionRoleArn":"ecsTaskExecutionRole"');
const objectArn = /^arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.+$/;

/** Known places of environment files; Windows takes none at all. */
function* places(task: TaskView): Iterable<{ field: Field; text: string }> {
  if (!notWindows(task)) return;
  for (const container of task.containers) {
    for (const item of container.get('environmentFiles')?.items() ?? []) {
      const field = item.get('value');
      const text = knownReference(field);
      if (field && text !== undefined) yield { field, text };
    }
  }
}

export const environmentFileArn = defineRule<CheckRule>({
  id: 'environment-file-arn',
  group: 'environment',
  severity: 'error',
  summary: 'An environment file is named by the ARN of an S3 object',
  why: 'ECS takes arn:aws:s3:::BUCKET/KEY, and neither s3:// nor https://.',
  awsMessage: 'Invalid arn syntax',
  source: api('EnvironmentFile'),
  inContainerArray: true,
  good: [file('"arn:aws:s3:::bucket/a.env"'), file('"arn:aws-cn:s3:::bucket/b/c.env"'), file('"${FILE}"')],
  examples: [
    { bad: file('«"s3://bucket/a.env"»'), fixed: file('"arn:aws:s3:::bucket/a.env"') },
    {
      bad: file('«"https://bucket.s3.eu-west-1.amazonaws.com/b/a.env"»'),
      fixed: file('"arn:aws:s3:::bucket/b/a.env"'),
    },
    { bad: file('«"./a.env"»') },
  ],
  *check(task) {
    for (const { field, text } of places(task)) {
      if (objectArn.test(text)) continue;
      yield { at: field.value, message: `"${text}" is no ARN of an S3 object`, fixes: asArn(field, text) };
    }
  },
});

function asArn(field: Field, text: string): Fix[] {
  const arn = `arn:aws:s3:::${objectAt(text) ?? ''}`;
  return objectArn.test(arn) && arn.endsWith('.env') ? [setValue(field.path, arn)] : [];
}

/** `BUCKET/KEY` of the object that a URL leads to. */
function objectAt(text: string): string | undefined {
  if (text.startsWith('s3://')) return text.slice('s3://'.length);
  const [, host = '', path = ''] = /^https:\/\/([^/]+)\/(.+)$/.exec(text) ?? [];
  if (!host.endsWith('amazonaws.com')) return undefined;
  if (/^s3[.-]/.test(host)) return path;
  const bucket = host.search(/\.s3[.-]/);
  return bucket > 0 ? `${host.slice(0, bucket)}/${path}` : undefined;
}

export const environmentFileExtension = defineRule<CheckRule>({
  id: 'environment-file-extension',
  group: 'environment',
  severity: 'error',
  summary: 'The name of an environment file ends with .env',
  why: 'ECS refuses files with another ending.',
  source: api('EnvironmentFile'),
  inContainerArray: true,
  good: [file('"arn:aws:s3:::bucket/a.env"')],
  examples: [{ bad: file('«"arn:aws:s3:::bucket/env.txt"»') }],
  *check(task) {
    for (const { field, text } of places(task)) {
      if (objectArn.test(text) && !text.endsWith('.env')) {
        yield { at: field.value, message: `"${text.slice(text.lastIndexOf('/') + 1)}" does not end with .env` };
      }
    }
  },
});
