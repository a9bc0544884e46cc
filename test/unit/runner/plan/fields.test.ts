import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { label } from '../../../../client/runner/labels';
import type { TaskPlan } from '../../../../client/runner/plan';
import type { TaskDefinition } from '../../../../server/index';
import { root } from '../../../support/root';
import { everything } from './everything';
import { planned } from '../planned';

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean;
interface SchemaNode {
  readonly $ref?: string;
  /** Only in what ECS answers; nothing a definition could ask for. */
  readonly 'x-output'?: true;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
}

/** Fields that a container could not notice, with the reason for saying nothing. */
const withoutEffect: Readonly<Record<string, string>> = {
  tags: 'shown by the metadata endpoint only, whose absence is announced',
  'tags.key': 'as tags',
  'tags.value': 'as tags',
};

const schema = JSON.parse(readFileSync(path.join(root, 'schemas/task-definition.schema.json'), 'utf8')) as SchemaNode;

/** `containerDefinitions.portMappings.hostPort`: every property, arrays stepped through. */
function pathsOf(node: SchemaNode, prefix = ''): string[] {
  const at = node.$ref ? resolve(node.$ref) : node;
  if (at.items) return pathsOf(at.items, prefix);
  return Object.entries(at.properties ?? {}).flatMap(([name, member]) => {
    if (member['x-output']) return [];
    const here = prefix === '' ? name : `${prefix}.${name}`;
    return [here, ...pathsOf(member, here)];
  });
}

function resolve(ref: string): SchemaNode {
  const found = schema.$defs?.[ref.replace('#/$defs/', '')];
  assert.ok(found, ref);
  return found;
}

/** The definition without one field, wherever it stands. Undefined when it stands nowhere. */
function without(value: Json, [first, ...rest]: readonly string[]): Json | undefined {
  if (first === undefined) return undefined;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => without(item, [first, ...rest]));
    return items.every((item) => item === undefined)
      ? undefined
      : items.map((item, index) => item ?? (value as readonly Json[])[index]!);
  }
  if (typeof value !== 'object' || !(first in value)) return undefined;
  const { [first]: member, ...others } = value as Readonly<Record<string, Json>>;
  if (rest.length === 0) return others;
  const reduced = without(member!, rest);
  return reduced === undefined ? undefined : { ...others, [first]: reduced };
}

/** A notice about one of these says nothing about the fields below it. */
const tooWide = new Set(['', 'containerDefinitions', 'volumes']);

/** What a run would do and say, without the copies of the definition itself. */
function effect({ definition: _definition, options: _options, containers, ...plan }: TaskPlan): unknown {
  const bare = containers.map(({ body, ...container }) => {
    const labels = Object.fromEntries(
      Object.entries(body.Labels).filter(([name]) => name !== label.spec && name !== label.definition),
    );
    return { ...container, body: { ...body, Labels: labels } };
  });
  return JSON.parse(JSON.stringify({ ...plan, containers: bare }));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** `/volumes/3/efsVolumeConfiguration` → `volumes.efsVolumeConfiguration` */
const toPath = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .filter((part) => !/^\d+$/.test(part))
    .join('.');

describe('every field of the schema is carried out or announced', () => {
  const full = planned(everything);
  const announced = [...full.notices, ...full.refusals].map(({ pointer }) => toPath(pointer));
  const paths = pathsOf(schema);

  test('the schema is the whole one', () => {
    assert.equal(paths.length, 166);
  });

  for (const field of paths)
    test(field, () => {
      const reduced = without(everything as Json, field.split('.'));
      assert.ok(reduced !== undefined, `test/unit/runner/plan/everything.ts has no ${field}`);
      // The mixture needs bridge, which is the default: leaving it out changes nothing, another mode does.
      const other = field === 'networkMode' ? { ...everything, networkMode: 'host' as const } : reduced;
      const changes = !isSame(effect(full), effect(planned(other as TaskDefinition)));
      const said = announced.some((place) => !tooWide.has(place) && (field === place || field.startsWith(`${place}.`)));
      if (field in withoutEffect) assert.ok(!changes && !said, 'it has an effect now: take it off the list');
      else assert.ok(changes || said, 'a run drops it without a word');
    });
});
