import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAwsFailure } from '../../../client/aws/credentials';
import { aws } from '../../../client/aws/index';
import { awsServer, type AwsServer } from '../../support/awsServer';

const password = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:password-AbCdEf';
const value = 'never-to-be-told';
const dev = { profile: 'dev', region: 'eu-central-1' };

describe('what a task needs from AWS', () => {
  let server: AwsServer;
  before(async () => {
    server = await awsServer({
      secrets: { [password]: value, [`${password}@AWSPREVIOUS`]: 'older' },
      parameters: { '/shop/url': 'https://shop' },
      files: { '/bucket/dir (1)/web.env': 'A=1\n' },
      login: `AWS:${value}`,
      bucketRegion: 'us-west-2',
    });
  });
  after(() => server.close());

  test('a secret, by its ARN and the stage of its version', async () => {
    assert.equal(await aws.secret(dev, password, {}), value);
    assert.equal(await aws.secret(dev, password, { versionStage: 'AWSPREVIOUS' }), 'older');
    assert.ok(server.asked.includes(`secretsmanager eu-central-1 GetSecretValue {"SecretId":"${password}"}`));
  });

  test('a parameter, decrypted', async () => {
    assert.equal(await aws.parameter(dev, '/shop/url'), 'https://shop');
    assert.ok(server.asked.includes('ssm eu-central-1 GetParameters {"Names":["/shop/url"],"WithDecryption":true}'));
  });

  test('a file on S3, in whatever Region its bucket is', async () => {
    assert.equal(await aws.file(dev, 'arn:aws:s3:::bucket/dir (1)/web.env'), 'A=1\n');
    const path = '/bucket/dir%20%281%29/web.env';
    assert.deepEqual(server.asked.slice(-2), [`s3 eu-central-1 ${path}`, `s3 us-west-2 ${path}`]);
  });

  test('the login of ECR', async () => {
    assert.deepEqual(await aws.registryLogin(dev), { username: 'AWS', password: value });
  });

  async function failure(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => assert.fail('it succeeded'),
      (thrown: unknown) => thrown,
    );
    assert.ok(isAwsFailure(error), String(error));
    return `${error.message} ${error.next}`;
  }

  test('what is not there, or not allowed, is told with what to do', async () => {
    assert.match(
      await failure(aws.secret(dev, `${password}x`, {})),
      /There is no secret arn.* in eu-central-1\. Check/,
    );
    assert.match(await failure(aws.parameter(dev, '/other')), /no parameter \/other/);
    assert.match(await failure(aws.file(dev, 'arn:aws:s3:::bucket/other')), /no file arn:aws:s3:::bucket\/other/);
    assert.match(
      await failure(aws.secret(dev, 'forbidden', {})),
      /Profile dev may not read the secret forbidden\. Allow it secretsmanager:GetSecretValue/,
    );
    assert.match(await failure(aws.file(dev, 'arn:aws:s3:::forbidden/x')), /Allow it s3:GetObject/);
    assert.match(await failure(aws.secret({ ...dev, profile: 'absent' }, password, {})), /profile absent/);
  });
});

test('AWS that is busy is asked a second time', async () => {
  const server = await awsServer({ parameters: { '/shop/url': 'https://shop' }, busy: 1 });
  try {
    assert.equal(await aws.parameter(dev, '/shop/url'), 'https://shop');
  } finally {
    server.close();
  }
});

test('AWS that does not answer is told, too', async () => {
  const server = await awsServer({});
  process.env.AWS_ENDPOINT_URL_SSM = 'http://127.0.0.1:1';
  try {
    await assert.rejects(aws.parameter(dev, '/shop/url'), /AWS does not answer for the parameter \/shop\/url/);
  } finally {
    server.close();
  }
});
