import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { aws } from '../../client/aws/index';
import { label } from '../../client/runner/labels';
import { awsServer, type AwsServer } from '../support/awsServer';
import { check, container, obedient, task } from '../support/definitions';
import { adopted, begin, cleanUp, type Lab, openLab } from '../support/lab';
import { temporaryFolder } from '../support/temporaryFolder';

const login = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:login-AbCdEf';
const credentials = { source: 'none', profile: 'dev' } as const;

describe('secrets from AWS', () => {
  let server: AwsServer;
  let lab: Lab;
  before(async () => {
    server = await awsServer({
      secrets: { [login]: '{"user":"ann","password":"hunter2"}' },
      parameters: { '/shop/url': 'https://shop' },
      files: { '/bucket/web.env': 'MODE=remote\nPLACE=s3\n' },
    });
    lab = await openLab({ aws });
  });
  after(async () => {
    await lab.runner.dispose();
    server.close();
  });

  const definition = task([
    container('app', `echo "$USER_NAME $PASSWORD $URL $OWN $MODE $PLACE"; ${obedient}`, {
      environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/web.env' }],
      secrets: [
        { name: 'USER_NAME', valueFrom: `${login}:user::` },
        { name: 'PASSWORD', valueFrom: `${login}:password::` },
        { name: 'URL', valueFrom: '/shop/url' },
        { name: 'OWN', valueFrom: '/shop/own' },
      ],
    }),
  ]);

  test('reach the container and nothing else; what this machine gives is not asked for', async () => {
    const folder = temporaryFolder('secrets');
    writeFileSync(path.join(folder, 'ecs.local.json'), '{ "containers": { "app": { "secrets": { "OWN": "mine" } } } }');
    const options = { region: 'eu-central-1', file: path.join(folder, 'task-definition.json'), credentials };
    const run = await begin(lab, definition, options);
    await run.untilLine('app: ann hunter2 https://shop mine remote s3');
    const asked = server.asked.join('\n');
    assert.equal(asked.match(/GetSecretValue/g)?.length, 1, 'both keys of one secret');
    assert.ok(!asked.includes('/shop/own'));
    const labels = await lab.port.list([`${label.task}=${run.task.taskId}`]);
    const shown = [labels, run.events, run.task.snapshot(), await lab.runner.inspect(run.task.taskId)];
    assert.ok(!JSON.stringify(shown).includes('hunter2'));
    await lab.runner.stop(run.task.taskId);
    await cleanUp(lab, run);
  });

  test('are asked for again by whoever takes the task over', async () => {
    const waiting = task([
      container('main', 'echo "url $URL"', {
        after: { db: 'HEALTHY' },
        secrets: [{ name: 'URL', valueFrom: '/shop/url' }],
      }),
      container('db', obedient, { healthCheck: { ...check('test -f /tmp/ok'), retries: 10, startPeriod: 300 } }),
    ]);
    const first = await openLab({ aws });
    const run = await begin(first, waiting, { region: 'eu-central-1', credentials });
    await run.until('db RUNNING');
    await first.runner.dispose();
    const second = await openLab({ aws, store: first.store });
    const again = await adopted(second, run.task.taskId);
    const touch = { container: 'db', command: ['touch', '/tmp/ok'], tty: false };
    for await (const { payload } of (await second.runner.exec(again.task.taskId, touch)).output)
      assert.fail(String(payload));
    await again.untilLine('main: url https://shop');
    await cleanUp(second, again);
    await second.runner.dispose();
  });

  test('that are not there refuse the run before anything is made; so does having chosen no profile', async () => {
    const lacking = task([container('app', 'true', { secrets: [{ name: 'KEY', valueFrom: `${login}:key::` }] })]);
    const plan = await lab.runner.plan(lacking, { region: 'eu-central-1', credentials });
    assert.match(plan.refusals[0]?.text ?? '', /needs the secret KEY: .*did not contain json key key\./);
    const before = server.asked.length;
    const unasked = await lab.runner.plan(lacking, { region: 'eu-central-1' });
    assert.match(unasked.refusals[0]?.text ?? '', /AWS is not asked without a profile/);
    assert.equal(server.asked.length, before);
  });
});
