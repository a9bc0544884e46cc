import fc, { type Arbitrary } from 'fast-check';
import type { RawSchema } from '../../../server/schema/rawSchema';
import { definition, rootSchema } from '../../../server/schema/source';

/** Few names, so that those who refer to each other meet. */
const names = ['web', 'api', 'db', 'log_router', 'data', 'envoy'];

/** Values of every form that some rule looks for, and some that none does. */
const texts = [
  ...names,
  'nginx:1.27',
  'nginx',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:' + 'a'.repeat(64),
  'https://example.com/App:1',
  'arn:aws:iam::123456789012:role/app',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:key::',
  'arn:aws:ssm:eu-west-1:123456789012:parameter/db',
  'arn:aws:s3:::bucket/app.env',
  'arn:',
  '/data',
  '/',
  'C:\\data',
  '256',
  '0.5 vCPU',
  '2 GB',
  '70000',
  '8000-8100',
  'true',
  'CMD-SHELL',
  'curl -f http://localhost/ || exit 1',
  'exit 1',
  'fs-12345678',
  'attribute:ecs.os-type == linux',
  'net.core.somaxconn',
  'db:db',
  '0:0',
  '',
  ' ',
  'ü€😀',
  '\ud800',
  '\u0000',
  'x'.repeat(300),
];

const placeholders = ['${IMAGE}', '{{ tag }}', '<ACCOUNT_ID>', '$PORT', 'YOUR_ROLE', '%NAME%', '((secret))'];

const keysOfMaps = [
  'awslogs-group',
  'awslogs-region',
  'awslogs-stream-prefix',
  'awslogs-create-group',
  'mode',
  'max-buffer-size',
  'config-file-type',
  'config-file-value',
  'enable-ecs-log-metadata',
  'Name',
  'type',
  'device',
  'o',
  '__proto__',
  'com.example.label',
];

const textOf = (schema: RawSchema): Arbitrary<unknown> => {
  const listed = [...(schema.enum ?? []), ...(schema.examples ?? [])];
  const any = fc.constantFrom(...texts, ...placeholders);
  return listed.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...listed) }, any) : any;
};

const numberOf = ({ minimum = 0, maximum = 70_000 }: RawSchema): Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: minimum, max: Math.max(minimum, maximum) }) },
    fc.constantFrom(0, 1, 2, 80, 256, 512, 1024, minimum - 1, maximum + 1, -1, 0.5, 1e21, 2 ** 53),
  );

/** What has no business anywhere. */
const junk = fc.constantFrom<unknown>(null, [], {}, '', 0, true, 'true', '1', [[]], [null], { a: 1 }, { name: [] }, -0);

/** Values of the schema's shapes: mostly of the right type, sometimes of any other. */
function valueOf(schema: RawSchema, depth: number): Arbitrary<unknown> {
  const known = made.get(schema);
  if (known) return known;
  const arbitrary = fc.oneof({ weight: 30, arbitrary: rightValueOf(schema, depth) }, junk);
  made.set(schema, arbitrary);
  return arbitrary;
}

const made = new Map<RawSchema, Arbitrary<unknown>>();

function rightValueOf(schema: RawSchema, depth: number): Arbitrary<unknown> {
  if (schema.$ref) return valueOf(definition(schema.$ref) ?? {}, depth);
  if (depth > 12) return junk;
  switch (schema.type) {
    case 'object':
      return objectOf(schema, depth);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, depth + 1), { maxLength: 4 });
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    default:
      return textOf(schema);
  }
}

function objectOf({ properties, required = [], additionalProperties }: RawSchema, depth: number): Arbitrary<unknown> {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? additionalProperties : {};
    return fc.dictionary(fc.constantFrom(...keysOfMaps), valueOf(value, depth + 1), { maxKeys: 5 });
  }
  const always = new Set([...required, 'name', 'image', 'containerDefinitions']);
  const members = Object.entries(properties);
  const needed = members.filter(([name]) => always.has(name)).map(([name]) => name);
  const others = members.filter(([name]) => !always.has(name)).map(([name]) => name);
  const chosen = fc.tuple(
    fc.uniqueArray(fc.constantFrom(...others, 'Name', 'unknown'), { maxLength: 5 }),
    fc.integer({ min: 0, max: 19 }),
  );
  return chosen.chain(([some, left]) => {
    const all = [...needed.filter((_, index) => index !== left), ...some];
    return fc
      .tuple<unknown[]>(...all.map((name) => (properties[name] ? valueOf(properties[name], depth + 1) : junk)))
      .map((values) => Object.fromEntries<unknown>(values.map((value, index) => [all[index]!, value] as const)));
  });
}

const task = valueOf(rootSchema, 0);
const containers = valueOf(rootSchema.properties?.['containerDefinitions'] ?? {}, 1);

/** Task definitions and the other things that files of that name hold. */
export const definitions: Arbitrary<unknown> = fc.oneof(
  { weight: 12, arbitrary: task },
  { weight: 2, arbitrary: containers },
  fc.tuple(task, junk).map(([taskDefinition, tags]) => ({ taskDefinition, tags })),
);
