import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TemporaryCredentials } from '../../../client/aws/credentials';
import { credentialsAnswer, TaskCredentials } from '../../../client/runner/endpoints/credentials';
import { climbDown, type Probed } from '../../../client/runner/endpoints/ladder';
import { TaskProtection } from '../../../client/runner/endpoints/protection';
import { rates } from '../../../client/runner/endpoints/stats';
import { Throttle } from '../../../client/runner/endpoints/throttle';
import { endpointEnvironment, readEnvironment, withVariables } from '../../../client/runner/endpoints/variables';

const minute = 60_000;

describe('credentials of a task', () => {
  const keys = (number: number, expiration: number): TemporaryCredentials => ({
    ...{ arn: 'arn:aws:iam::111122223333:role/shop', accessKeyId: `ASIA${number}` },
    ...{ secretAccessKey: 'secret', sessionToken: 'token', expiration },
  });

  function credentials(source: (now: number, asked: number) => TemporaryCredentials) {
    const clock = { now: 0 };
    const failures: string[] = [];
    let asked = 0;
    const ask = async () => Promise.resolve().then(() => source(clock.now, ++asked));
    const all = new TaskCredentials(
      ask,
      ({ message }) => failures.push(message),
      () => clock.now,
    );
    return { clock, failures, all };
  }

  test('are kept until 15 minutes before their end, and asked for once at a time', async () => {
    const { clock, all } = credentials((now, asked) => keys(asked, now + 60 * minute));
    const both = await Promise.all([all.get(), all.get()]);
    assert.deepEqual(
      both.map(({ accessKeyId }) => accessKeyId),
      ['ASIA1', 'ASIA1'],
    );
    clock.now = 44 * minute;
    assert.equal((await all.get()).accessKeyId, 'ASIA1');
    clock.now = 45 * minute;
    assert.equal((await all.get()).accessKeyId, 'ASIA2');
  });

  test('that cannot be had again are handed out as long as they last; then the failure is told once', async () => {
    const refusal = Object.assign(new Error('The sign-in has run out.'), { next: 'Run: aws sso login' });
    const { clock, failures, all } = credentials((now, asked) => {
      if (asked > 1) throw refusal;
      return keys(1, now + 60 * minute);
    });
    await all.get();
    clock.now = 50 * minute;
    assert.equal((await all.get()).accessKeyId, 'ASIA1');
    clock.now = 61 * minute;
    const answers = [await credentialsAnswer('x', () => all), await credentialsAnswer('x', () => all)];
    for (const { status, body } of answers) {
      assert.equal(status, 500);
      const message = 'The sign-in has run out. Run: aws sso login';
      assert.deepEqual(body, { code: 'InternalServerError', message, HTTPErrorCode: 500 });
    }
    assert.deepEqual(failures, ['The sign-in has run out.']);
  });

  test('answer like the agent: without an id, with a wrong one, and in whole seconds', async () => {
    const { all } = credentials(() => keys(1, Date.parse('2026-03-04T16:00:00.123Z')));
    const code = async (id: string | undefined) =>
      (await credentialsAnswer(id, () => undefined)).body as { code: string };
    assert.equal((await code(undefined)).code, 'NoIdInRequest');
    assert.equal((await code('')).code, 'NoIdInRequest');
    assert.equal((await code('nobody')).code, 'InvalidIdInRequest');
    const { body } = await credentialsAnswer('x', () => all);
    assert.deepEqual(body, {
      ...{ RoleArn: 'arn:aws:iam::111122223333:role/shop', AccessKeyId: 'ASIA1', SecretAccessKey: 'secret' },
      ...{ Token: 'token', Expiration: '2026-03-04T16:00:00Z' },
    });
  });
});

describe('E7: task protection', () => {
  const arn = 'arn:aws:ecs:us-east-1:000000000000:task/local/1';
  const state = ({ body }: { body: unknown }) => (body as { protection: object }).protection;

  test('lasts two hours unless something else is asked for', () => {
    let now = 0;
    const protection = new TaskProtection(arn, true, () => now);
    const none = { ProtectionEnabled: false, ExpirationDate: null, TaskArn: arn };
    assert.deepEqual(state(protection.get()), none);
    const given = { ProtectionEnabled: true, ExpirationDate: '1970-01-01T02:00:00.000Z', TaskArn: arn };
    assert.deepEqual(state(protection.put('{"ProtectionEnabled":true}')), given);
    now = 119 * minute;
    assert.deepEqual(state(protection.get()), given);
    now = 120 * minute;
    assert.deepEqual(state(protection.get()), none);
    protection.put('{"ProtectionEnabled":true,"ExpiresInMinutes":1}');
    assert.deepEqual(state(protection.put('{"ProtectionEnabled":false}')), none);
  });

  for (const body of [
    ...['', 'null', '[]', '{}', '{"ExpiresInMinutes":5}', '{"ProtectionEnabled":"yes"}'],
    ...['{"ProtectionEnabled":true,"Other":1}', '{"ProtectionEnabled":true,"ExpiresInMinutes":0}'],
    ...['{"ProtectionEnabled":true,"ExpiresInMinutes":2881}', '{"ProtectionEnabled":true,"ExpiresInMinutes":1.5}'],
  ])
    test(`refuses ${body || 'an empty body'}`, () => {
      const { status, body: answer } = new TaskProtection(arn, true).put(body);
      assert.equal(status, 400);
      assert.equal((answer as { error: { Code: string } }).error.Code, 'InvalidParameterException');
    });

  test('needs a task role', () => {
    assert.equal(new TaskProtection(arn, false).get().status, 403);
    assert.equal(new TaskProtection(arn, false).put('{"ProtectionEnabled":true}').status, 403);
  });
});

test('40 requests a second are answered in the long run, and 60 at once', () => {
  let now = 0;
  const throttle = new Throttle(() => now);
  const admitted = (asked: number) => Array.from({ length: asked }, () => throttle.admits()).filter(Boolean).length;
  assert.equal(admitted(100), 60);
  now = 500;
  assert.equal(admitted(100), 20);
});

test('E6: the highest rung that holds is taken', async () => {
  const rung = async (attached: boolean, probed: Probed, relayed?: Probed) =>
    climbDown({
      tunnel: async () => Promise.resolve({ attached, probed }),
      relay: relayed && (async () => Promise.resolve(relayed)),
    });
  assert.equal(await rung(true, 'answered', 'answered'), 'tunnel');
  assert.equal(await rung(false, 'unanswered', 'answered'), 'relay');
  assert.equal(await rung(false, 'unanswered', 'unanswered'), 'static');
  assert.equal(await rung(false, 'unanswered'), 'static');
  assert.equal(await rung(true, 'unreachable', 'answered'), 'loopback');
  assert.equal(await rung(false, 'unreachable', 'answered'), 'static');
});

test('variables tell the way back, and beat those of the definition', () => {
  const ids = { metadata: 'm', credentials: 'c' };
  for (const reach of ['tunnel', 'relay', 'loopback'] as const) {
    const variables = endpointEnvironment(reach, ids, 51_000);
    const linkLocal = reach !== 'loopback';
    assert.deepEqual(readEnvironment(variables), { ids, linkLocal, port: linkLocal ? 80 : 51_000 });
  }
  assert.ok(
    !('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' in endpointEnvironment('tunnel', { ...ids, credentials: undefined })),
  );
  assert.equal(readEnvironment({}), undefined);
  assert.deepEqual(withVariables(['A=1', 'ECS_AGENT_URI=mine', 'B='], { ECS_AGENT_URI: 'x' }), [
    'A=1',
    'B=',
    'ECS_AGENT_URI=x',
  ]);
});

test('bytes a second come from two samples, over all interfaces', () => {
  const sample = (read: string, rx: number, tx: number) => ({
    read,
    networks: { eth0: { rx_bytes: rx, tx_bytes: tx }, eth1: { rx_bytes: 10, tx_bytes: 0 } },
  });
  const before = sample('2026-03-04T10:00:00Z', 100, 0);
  assert.deepEqual(rates(before, sample('2026-03-04T10:00:02Z', 340, 100)), {
    ...{ rx_bytes_per_sec: 120, tx_bytes_per_sec: 50 },
  });
  assert.deepEqual(rates(undefined, before), { rx_bytes_per_sec: 0, tx_bytes_per_sec: 0 });
});
