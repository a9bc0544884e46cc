import type { Document } from '../../document/document';
import { type CheckRule, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { guide } from '../sources';
import { opening } from '../words';
import { definitionOf } from '../../document/definition';

/** Bytes of the JSON, without blanks, that ECS takes at most (ECS service quotas: task definition size, 64 KiB). */
const maximum = 65_536;
/** From here on the next few members may be too many. */
const near = Math.floor(maximum * 0.9);

const quotas = guide('service-quotas', 'Service quotas: the size of a task definition');
const label = (bytes: number): string =>
  inContainer(`"dockerLabels":{"text":"${'x'.repeat(bytes)}"}`).replace('{', '«{»');

export const taskDefinitionTooLarge = defineRule<CheckRule>({
  id: 'task-definition-too-large',
  group: 'json',
  severity: 'error',
  summary: 'A task definition has 64 KiB at most',
  why: 'ECS counts the bytes of the JSON without blanks. Long scripts and configuration belong into the image, S3 or Parameter Store.',
  awsMessage: "Actual length: '66541'. Max allowed length is '65536' bytes.",
  source: quotas,
  good: [inContainer('')],
  examples: [{ bad: label(maximum) }],
  *check(_task, document) {
    yield* largerThan(maximum, document, (bytes) => `${bytes} bytes without blanks; ECS takes 65536 at most`);
  },
});

export const taskDefinitionNearSizeLimit = defineRule<CheckRule>({
  id: 'task-definition-near-size-limit',
  group: 'json',
  severity: 'warning',
  summary: 'The task definition is close to the limit of 64 KiB',
  why: 'A few more environment variables and registering fails.',
  source: quotas,
  yieldsTo: ['task-definition-too-large'],
  good: [inContainer('')],
  examples: [{ bad: label(near) }],
  *check(_task, document) {
    yield* largerThan(near, document, (bytes) => `${bytes} of the 65536 bytes that ECS takes are used`);
  },
});

function* largerThan(limit: number, document: Document, message: (bytes: number) => string): Iterable<Found> {
  const root = document.task?.root;
  if (!root || document.text.length * 3 <= limit) return; // a UTF-16 code unit takes three bytes of UTF-8 at most
  const bytes = sizeOf(document);
  if (bytes > limit) yield { at: opening(root), message: message(bytes) };
}

/** Bytes without blanks: exactly where it matters, else an upper bound, since serialising a large file is not free. */
function sizeOf(document: Document): number {
  const bound = Buffer.byteLength(document.text) - (document.blanks ?? 0);
  return bound > near ? Buffer.byteLength(JSON.stringify(definitionOf(document) ?? {})) : bound;
}
