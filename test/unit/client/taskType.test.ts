import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { runCommand } from '../../../client/cli/run';
import { commandLine } from '../../../client/tasks/commandLine';
import { root } from '../../support/root';
import { FakeTerminal, noEngine } from '../cli/support';

interface Property {
  readonly type: string | readonly string[];
  readonly enum?: readonly string[];
}

interface Contributed {
  readonly contributes: {
    readonly taskDefinitions: readonly [{ readonly properties: Readonly<Record<string, Property>> }];
    readonly problemMatchers: readonly {
      readonly name: string;
      readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
    }[];
  };
}

const { contributes } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Contributed;
const properties = Object.entries(contributes.taskDefinitions[0].properties).filter(([name]) => name !== 'file');
const options = runCommand({ terminal: new FakeTerminal('/'), openRunner: noEngine, end: () => undefined }).options;

describe('a task of type ecs', () => {
  for (const [name, { type, enum: values }] of properties)
    test(`${name} is the option of taskdef run`, () => {
      const option = options.find((one) => one.attributeName() === name && !one.negate);
      assert.ok(option);
      assert.deepEqual(option.argChoices ?? [], values ?? []);
      assert.equal(type === 'boolean', !option.required);
      const [run, ...rest] = commandLine('a.json', { [name]: type === 'boolean' ? true : (values?.[0] ?? 'x') });
      assert.equal(run, 'run');
      assert.equal(rest[0]?.split('=')[0], option.long);
    });

  test('becomes a command line in which nothing is taken for something else', () => {
    assert.deepEqual(commandLine('-x.json', { local: false, watch: false, profile: '--keep', region: 3, other: 'a' }), [
      'run',
      '--no-local',
      '--profile=--keep',
      '--',
      '-x.json',
    ]);
  });
});

describe('the problem matcher of a running task', () => {
  const { background } = contributes.problemMatchers.find(({ name }) => name === 'taskdef-run') ?? {};
  const begins = new RegExp(background?.beginsPattern ?? '$^');
  const ends = new RegExp(background?.endsPattern ?? '$^');

  test('knows when it begins, runs and has stopped', () => {
    assert.match('task     shop as on FARGATE, network mode awsvpc, task id 0123', begins);
    assert.match('task     RUNNING', ends);
    assert.match('task  STOPPED  Essential container in task exited', ends);
  });

  test('takes no container and no log line for the task', () => {
    for (const line of ['web      RUNNING', 'task | RUNNING', 'tasks    RUNNING', 'task     PENDING'])
      assert.doesNotMatch(line, ends);
  });
});
