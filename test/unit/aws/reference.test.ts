import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { memberOf, parseCredentialsParameter, parseReference } from '../../../client/runner/fromAws/reference';

const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
const plain = { kind: 'secret', id: secret, version: {}, jsonKey: undefined, region: 'eu-west-1' };

describe('valueFrom (runner.md §1.7)', () => {
  for (const [valueFrom, expected] of [
    [secret, plain],
    [`${secret}:password::`, { ...plain, jsonKey: 'password' }],
    [`${secret}::AWSPREVIOUS:`, { ...plain, version: { versionStage: 'AWSPREVIOUS' } }],
    [`${secret}:password::v-1`, { ...plain, jsonKey: 'password', version: { versionId: 'v-1' } }],
    ['/shop/url', { kind: 'parameter', name: '/shop/url', region: undefined }],
    [
      'arn:aws:ssm:eu-west-1:111122223333:parameter/shop',
      { kind: 'parameter', name: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop', region: 'eu-west-1' },
    ],
  ] as const)
    test(valueFrom, () => assert.deepEqual(parseReference(valueFrom), expected));

  test('the login of a registry may be a secret by its name', () => {
    assert.deepEqual(parseCredentialsParameter('hub'), { ...plain, id: 'hub', region: undefined });
    assert.deepEqual(parseCredentialsParameter(secret), plain);
  });

  test('a key of a JSON secret; what is no text becomes one', () => {
    const json = '{"user":"ann","port":5432,"tls":true,"toString":"own"}';
    assert.deepEqual(
      ['user', 'port', 'tls', 'toString'].map((key) => memberOf(json, key)),
      ['ann', '5432', 'true', 'own'],
    );
    assert.match(JSON.stringify(memberOf(json, 'constructor')), /did not contain json key constructor/);
    assert.match(JSON.stringify(memberOf('hunter2', 'user')), /not JSON/);
    assert.ok(!JSON.stringify(memberOf('hunter2', 'user')).includes('hunter2'));
  });
});
