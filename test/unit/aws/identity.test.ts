import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, mock, test } from 'node:test';
import { identify } from '../../../client/aws/identity';
import { temporaryFolder } from '../../support/temporaryFolder';

const role = 'arn:aws:iam::111122223333:role/dev';
const year = '2090-01-01T00:00:00Z';

const assumed = (action: string): string =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
  `<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
  `<Expiration>${year}</Expiration></Credentials></${action}Result></${action}Response>`;

const keysOfSso = {
  ...{ accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't' },
  expiration: Date.parse(year),
};

const session = (name: string): string =>
  `sso_session = ${name}\nsso_account_id = 111122223333\nsso_role_name = dev\n[sso-session ${name}]\n` +
  'sso_region = us-west-2\nsso_start_url = https://corp.awsapps.invalid/start';

describe('the keys of the chosen profile', () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const action = new URLSearchParams(body).get('Action');
      asked.push(action ?? (request.url ?? '').split('?', 1).join());
      if (action) return response.setHeader('Content-Type', 'text/xml').end(assumed(action));
      response.setHeader('Content-Type', 'application/json');
      return response.end(
        JSON.stringify(
          request.url === '/token' ? { accessToken: 'renewed', expiresIn: 3_600 } : { roleCredentials: keysOfSso },
        ),
      );
    });
  });
  const environment = { ...process.env };
  const folder = temporaryFolder('aws');
  const config = path.join(folder, 'config');
  let url: string;

  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const name of Object.keys(process.env)) if (/^AWS_(?!SDK_)/.test(name)) delete process.env[name];
    Object.assign(process.env, {
      ...{ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none') },
      ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', HOME: folder },
    });
  });
  beforeEach(() => {
    asked.length = 0;
    delete process.env['AWS_PROFILE'];
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    process.env = environment;
  });

  const keysOf = async (profile: string): Promise<string> =>
    (await identify({ profile, region: 'eu-central-1' })).accessKeyId;
  const profiles = (...sections: readonly string[]): void =>
    writeFileSync(
      config,
      ['[profile keys]\naws_access_key_id = AKIA\naws_secret_access_key = s', ...sections].join('\n'),
    );

  /** Signed in, until so many seconds from now. */
  function signedIn(name: string, seconds: number): void {
    const cache = path.join(folder, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const token = {
      ...{ accessToken: 'token', clientId: 'c', clientSecret: 's', refreshToken: 'r' },
      expiresAt: new Date(Date.now() + seconds * 1_000).toISOString(),
    };
    writeFileSync(path.join(cache, `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
  }

  /** The hosts that are looked for on the network, where nobody is found. */
  async function soughtFor(profile: string): Promise<string[]> {
    const sought = new Set<string>();
    const lookUp = mock.method(dns, 'lookup', (host: string, _options: object, done: (error: Error) => void) => {
      sought.add(host);
      done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));
    });
    await assert.rejects(keysOf(profile)).finally(() => lookUp.mock.restore());
    return [...sought];
  }

  test('that takes on a role are asked for where its endpoint_url says', async () => {
    profiles(`[profile local]\nrole_arn = ${role}\nsource_profile = keys\nendpoint_url = ${url}`);
    assert.equal(await keysOf('local'), 'ASIAROLE');
    assert.deepEqual(asked, ['AssumeRole']);
  });

  test('are asked for where its services section says', async () => {
    const stack = `[services stack]\nsts =\n  endpoint_url = ${url}`;
    profiles(`[profile local]\nrole_arn = ${role}\nsource_profile = keys\nservices = stack`, stack);
    assert.equal(await keysOf('local'), 'ASIAROLE');
  });

  test('that shows a token for a role are asked for where it says', async () => {
    const token = path.join(folder, 'token');
    writeFileSync(token, 'web');
    profiles(`[profile web]\nrole_arn = ${role}\nweb_identity_token_file = ${token}\nendpoint_url = ${url}`);
    assert.equal(await keysOf('web'), 'ASIAROLE');
    assert.deepEqual(asked, ['AssumeRoleWithWebIdentity']);
  });

  test('of IAM Identity Center are asked for where it says, the renewed sign-in as well', async () => {
    signedIn('corp', 60);
    profiles(`[profile sso]\nendpoint_url = ${url}\n${session('corp')}`);
    assert.equal(await keysOf('sso'), 'ASIASSO');
    assert.deepEqual(asked, ['/token', '/federation/credentials']);
  });

  test('of IAM Identity Center are asked for in the Region of the sign-in, wherever the task is', async () => {
    signedIn('far', 3_600);
    profiles(`[profile sso]\n${session('far')}`);
    assert.deepEqual(await soughtFor('sso'), ['portal.sso.us-west-2.amazonaws.com']);
  });

  test('are not asked for where another profile says, that of AWS_PROFILE', async () => {
    process.env['AWS_PROFILE'] = 'local';
    profiles(`[profile local]\nendpoint_url = ${url}`, `[profile role]\nrole_arn = ${role}\nsource_profile = keys`);
    assert.deepEqual(await soughtFor('role'), ['sts.eu-central-1.amazonaws.com']);
    assert.deepEqual(asked, []);
  });

  test('are read anew when they were replaced in the file', async () => {
    profiles();
    assert.equal(await keysOf('keys'), 'AKIA');
    writeFileSync(config, '[profile keys]\naws_access_key_id = AKIANEW\naws_secret_access_key = s');
    assert.equal(await keysOf('keys'), 'AKIANEW');
  });
});
