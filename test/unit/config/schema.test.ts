import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { groupNames, profiles } from '../../../server/config/groups';
import { schemaProblems } from '../../../server/config/problems';
import { members, readConfiguration } from '../../../server/config/read';
import { isTaskDefinitionName } from '../../../server/document/recognise';
import { ruleSettings } from '../../../server/lint/finding';
import { rules } from '../../../server/rules/index';
import { root } from '../../support/root';

interface Schema {
  readonly description?: string;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly items: Schema;
  readonly definitions: Readonly<Record<string, { readonly enum: readonly string[] }>>;
}

const schema = JSON.parse(readFileSync(path.join(root, 'schemas/taskdefrc.schema.json'), 'utf8')) as Schema;
const validate = new Ajv({ strict: false }).compile(schema);

/** What the reader says that the schema can say, too. */
const faults = (text: string) =>
  readConfiguration(text, '/.taskdefrc.json').problems.filter(({ rule }) => schemaProblems.has(rule));

describe('schemas/taskdefrc.schema.json', () => {
  test('knows the rules, groups, severities and members the reader knows', () => {
    const names = (of: Schema | undefined) => Object.keys(of?.properties ?? {});
    assert.deepEqual(names(schema), [...members.configuration]);
    assert.deepEqual(names(schema.properties['overrides']?.items), [...members.override]);
    assert.deepEqual(
      names(schema.properties['rules']),
      rules.map(({ id }) => id),
    );
    assert.deepEqual(names(schema.properties['groups']), groupNames);
    assert.deepEqual(schema.definitions['setting']?.enum, ruleSettings);
  });

  test('explains every rule, so that its id completes with a summary', () => {
    for (const { id, summary } of rules) {
      assert.ok(schema.properties['rules']?.properties[id]?.description?.startsWith(summary), id);
    }
  });

  const configurations = [
    '{}',
    '[]',
    '{ "nothing": 1 }',
    '{ "rules": { "privileged": "off", "user-root": "on" } }',
    '{ "rules": { "privileged": "loud" } }',
    '{ "rules": { "unknown-to-this-version": "off" } }',
    '{ "rules": [] }',
    '{ "groups": { "iam": "hint", "opinion": "on" } }',
    '{ "groups": { "iam": 3 } }',
    '{ "launchType": "FARGATE" }',
    '{ "launchType": "LAMBDA" }',
    '{ "comments": true }',
    '{ "comments": "true" }',
    '{ "placeholders": "@@*@@" }',
    '{ "placeholders": ["@@*@@", 1] }',
    '{ "values": { "A": "a", "B": 1, "C": false } }',
    '{ "values": { "A": [] } }',
    '{ "extends": "strict" }',
    '{ "extends": ["recommended", "./a.taskdefrc.json"] }',
    '{ "extends": 1 }',
    '{ "files": ["a", "b"] }',
    '{ "files": { } }',
    '{ "overrides": [{ "files": "a", "rules": { "privileged": "off" } }] }',
    '{ "overrides": [{ "rules": { "privileged": "off" } }] }',
    '{ "overrides": [{ "files": "a", "extends": "strict" }] }',
    '{ "overrides": {} }',
    '{ "overrides": [1] }',
  ];
  for (const text of configurations) {
    test(`is of one mind with the reader about ${text}`, () => {
      assert.equal(validate(JSON.parse(text)), faults(text).length === 0);
    });
  }

  test('what strict and the groups name are rules', () => {
    const ids = rules.map(({ id }) => id);
    for (const [id] of profiles['strict'] ?? []) assert.ok(ids.includes(id), id);
    for (const name of groupNames) assert.ok(!ids.includes(name), name);
  });

  test('a configuration is never taken for a task definition', () => {
    assert.equal(isTaskDefinitionName('/a/.taskdefrc.json'), false);
    assert.equal(isTaskDefinitionName('/a/base.taskdefrc.json'), false);
  });
});
