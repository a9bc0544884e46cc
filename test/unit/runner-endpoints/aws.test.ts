import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { isAwsFailure } from '../../../client/aws/credentials';
import { aws } from '../../../client/aws/index';
import { temporaryFolder } from '../../support/temporaryFolder';

const role = 'arn:aws:iam::111122223333:role/shop-task';
const caller = 'arn:aws:iam::111122223333:user/ann';
const secret = 'never-to-be-told';

const answer = (action: string, result: string): string =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`;
const keys = (id: string): string =>
  `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
  '<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>';

describe('credentials from AWS', () => {
  const asked: string[] = [];
  const sts = createServer((request, response) => {
    void text(request).then((body) => {
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      asked.push(`${action} ${form.get('RoleArn') ?? ''}`.trim());
      response.setHeader('Content-Type', 'text/xml');
      if (request.headers.authorization?.includes('ASIAEXPIRED')) {
        const error = '<Error><Code>ExpiredToken</Code><Message>no</Message></Error>';
        response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      } else if (action === 'GetCallerIdentity') response.end(answer(action, `<Arn>${caller}</Arn>`));
      else if (action === 'GetSessionToken') response.end(answer(action, keys('ASIASESSION')));
      else if (form.get('RoleArn') === role) response.end(answer(action, keys('ASIAROLE')));
      else {
        const error = '<Error><Code>AccessDenied</Code><Message>no</Message></Error>';
        response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      }
    });
  });
  const before_ = { ...process.env };

  before(async () => {
    await once(sts.listen(0, '127.0.0.1'), 'listening');
    const folder = temporaryFolder('aws');
    const config = path.join(folder, 'config');
    const output = { Version: 1, AccessKeyId: 'ASIAPROCESS', SecretAccessKey: 's', SessionToken: 't' };
    writeFileSync(path.join(folder, 'keys.json'), JSON.stringify({ ...output, Expiration: '2030-01-01T00:00:00Z' }));
    const profiles = [
      `[profile process]\ncredential_process = cat ${path.join(folder, 'keys.json')}`,
      '[profile expired]\naws_access_key_id = ASIAEXPIRED\naws_secret_access_key = s\naws_session_token = t',
      '[profile keys]\naws_access_key_id = AKIALONG\naws_secret_access_key = s',
      `[profile broken]\ncredential_process = sh -c "echo ${secret} >&2; exit 1"`,
      '[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = dev\n[sso-session corp]\nsso_region = eu-central-1\nsso_start_url = https://corp.awsapps.invalid/start',
    ];
    writeFileSync(config, profiles.join('\n'));
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, {
      ...{ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none') },
      ...{ AWS_EC2_METADATA_DISABLED: 'true', HOME: folder },
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(sts.address() as AddressInfo).port}`,
    });
  });
  after(() => {
    sts.closeAllConnections();
    sts.close();
    process.env = before_;
  });

  const as = (profile: string) => ({ profile, region: 'eu-central-1' });

  test('of a profile that has temporary ones are passed on', async () => {
    const found = await aws.profileCredentials(as('process'));
    assert.equal(found.accessKeyId, 'ASIAPROCESS');
    assert.equal(found.arn, caller);
    assert.equal(found.expiration, Date.parse('2030-01-01T00:00:00Z'));
  });

  test('that would last for ever are exchanged first', async () => {
    assert.equal((await aws.profileCredentials(as('keys'))).accessKeyId, 'ASIASESSION');
  });

  test('of a profile that has temporary ones need nobody but the profile, unless AWS says they are none', async () => {
    const reachable = process.env.AWS_ENDPOINT_URL_STS;
    process.env.AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:1';
    try {
      const found = await aws.profileCredentials(as('process'));
      assert.deepEqual([found.accessKeyId, found.arn], ['ASIAPROCESS', '']);
      assert.match(await failure(aws.profileCredentials(as('keys'))), /STS could not be asked \(ECONNREFUSED\)/);
    } finally {
      process.env.AWS_ENDPOINT_URL_STS = reachable;
    }
    assert.match(
      await failure(aws.profileCredentials(as('expired'))),
      /does not accept the credentials \(ExpiredToken\)/,
    );
  });

  test('of the task role are those of the role', async () => {
    const found = await aws.roleCredentials(as('process'), { arn: role, sessionName: 'ecs-local-1' });
    assert.deepEqual([found.accessKeyId, found.arn], ['ASIAROLE', role]);
    assert.ok(asked.includes(`AssumeRole ${role}`));
  });

  async function failure(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => assert.fail('it succeeded'),
      (thrown: unknown) => thrown,
    );
    assert.ok(isAwsFailure(error), String(error));
    assert.ok(!`${error.message} ${error.next}`.includes(secret));
    return `${error.message} ${error.next}`;
  }

  test('of a role that does not trust the developer are refused with the statement to add', async () => {
    const work = aws.roleCredentials(as('process'), { arn: `${role}-other`, sessionName: 'x' });
    const said = await failure(work);
    assert.match(said, /user\/ann may not assume the role .*shop-task-other/);
    assert.ok(said.includes(`"Principal":{"AWS":"${caller}"}`), said);
  });

  test('that are not there are told without what a program said', async () => {
    assert.match(await failure(aws.profileCredentials(as('broken'))), /profile broken/);
    assert.match(await failure(aws.profileCredentials(as('absent'))), /profile absent/);
    assert.match(await failure(aws.profileCredentials(as('sso'))), /aws sso login --profile sso/);
  });
});
