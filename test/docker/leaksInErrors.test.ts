import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLog } from '../../client/log';
import type { Runner } from '../../client/runner/runner';
import { arn, folder, local, SecretTasks } from '../support/secretTasks';
import { assertNone, variables } from '../support/secretValues';
import { FakeTerminal, taskdef } from '../unit/cli/support';

describe('the value of a secret is told in no error', () => {
  const tasks = new SecretTasks();

  /** Each ends with words about something that has to do with a secret. */
  const failing: Readonly<Record<string, readonly [says: RegExp, place: () => string, ...args: string[]]>> = {
    'a login that is wrong': [/CannotPull/, () => folder(tasks.definition({}, arn('wrong')), local)],
    'a key that a secret has not': [/json key/, () => folder(tasks.definition({ S: `${arn('app')}:gone::` }), local)],
    'a key of a secret that is no JSON': [
      /is not JSON/,
      () => folder(tasks.definition({ S: `${arn('plain')}:key::` }), local),
    ],
    'an ecs.local.json that is no JSON': [
      /ecs\.local\.json/,
      () => folder(tasks.whole(), local.replace(`"${variables.IN_FILE}"`, variables.IN_FILE)),
    ],
    'a variable for a container that is not there': [
      /has no|does not have/,
      () => folder(tasks.whole(), local),
      ...['--env', `apb.GIVEN=${variables.GIVEN}`],
    ],
  };
  for (const [what, [says, place, ...args]] of Object.entries(failing))
    test(`in what is said of ${what}`, async () => {
      const options = ['--pull', 'always', '--profile', 'dev', '--region', 'eu-central-1', ...args];
      const said = await tasks.taskdef(place(), 'run', 'task-definition.json', ...options);
      assert.match(said, says);
      assertNone(what, said);
    });

  test('when something breaks that never should', async () => {
    const plan = await tasks.lab.runner.plan(tasks.whole(), { environment: { app: variables } });
    const crash = Object.assign(new Error('broken', { cause: new TypeError('deeper') }), { plan });
    const run = async (): Promise<never> => Promise.reject(crash);
    const broken = Object.create(tasks.runner(), { run: { value: run } }) as Runner;
    const place = folder(tasks.definition({ GIVEN: '/local/c' }), '{}');
    const args = ['run', 'task-definition.json', '--env', `app.GIVEN=${variables.GIVEN}`];
    const { err } = await taskdef(args, new FakeTerminal(place), async () => broken);
    assert.match(err, /this should not have happened: broken/);
    assertNone('the terminal', err);
    const lines: string[] = [];
    const write = (line: string): number => lines.push(line);
    createLog({ info: write, warn: write, error: write, show: () => undefined }).error('run', crash);
    assertNone('the log of the editor', lines.join('\n'));
  });
});
