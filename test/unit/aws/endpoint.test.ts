import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { configuredEndpoint, type ServiceId } from '../../../client/aws/endpoint';
import { aws } from '../../../client/aws/index';
import { awsServer } from '../../support/awsServer';
import { temporaryFolder } from '../../support/temporaryFolder';

const before = { ...process.env };
const config = path.join(temporaryFolder('aws'), 'config');

/** As the AWS CLI reads them: nested settings are indented. */
const files = `
[default]
endpoint_url = http://default:1
[profile local]
services = stack
endpoint_url = http://profile:1
[services stack]
secrets_manager =
  endpoint_url = http://secrets:1
ssm =
  endpoint_url = http://parameters:1
[profile deaf]
endpoint_url = http://profile:1
ignore_configured_endpoint_urls = true
[profile wrong]
endpoint_url = localhost:4566
[profile plain]
region = eu-central-1
`;

function environment(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: `${config}-none`, ...variables });
}

describe('the endpoint that is set for a service', () => {
  beforeEach(() => {
    writeFileSync(config, files);
    environment({});
  });
  after(() => (process.env = before));

  const found = async (profile: string | undefined, service: ServiceId): Promise<string | undefined> =>
    (await configuredEndpoint({ profile, region: 'eu-central-1' }, service))?.host;

  test('is that of the services section of the profile, else of the profile', async () => {
    assert.equal(await found('local', 'Secrets Manager'), 'secrets:1');
    assert.equal(await found('local', 'SSM'), 'parameters:1');
    assert.equal(await found('local', 'S3'), 'profile:1');
    assert.equal(await found('plain', 'S3'), undefined);
  });

  test('is that of the profile that was chosen, not of another', async () => {
    assert.equal(await found(undefined, 'S3'), 'default:1');
    environment({ AWS_PROFILE: 'local' });
    assert.deepEqual([await found(undefined, 'SSM'), await found('plain', 'SSM')], ['parameters:1', undefined]);
  });

  test('is first of all that of the environment, of the service before all', async () => {
    environment({ AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://one:1' });
    assert.equal(await found('local', 'Secrets Manager'), 'one:1');
    assert.equal(await found('local', 'SSM'), 'all:1');
    environment({ AWS_ENDPOINT_URL: '' });
    assert.equal(await found('local', 'SSM'), 'parameters:1');
  });

  test('is ignored where that is said', async () => {
    assert.equal(await found('deaf', 'S3'), undefined);
    environment({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://all:1' });
    assert.equal(await found('local', 'S3'), undefined);
  });

  test('is read anew when a file has changed', async () => {
    assert.equal(await found('plain', 'S3'), undefined);
    appendFileSync(config, 'endpoint_url = http://later:1\n');
    assert.equal(await found('plain', 'S3'), 'later:1');
  });

  test('that is no URL of HTTP is told', async () => {
    await assert.rejects(found('wrong', 'S3'), /endpoint that is set for S3 does not begin with http/);
  });
});

test('a secret comes from the endpoint of its profile', async () => {
  const server = await awsServer({ secrets: { password: 'from here' } });
  try {
    const { AWS_CONFIG_FILE: file = '', AWS_ENDPOINT_URL: url } = process.env;
    delete process.env['AWS_ENDPOINT_URL'];
    appendFileSync(file, `\nservices = stack\n[services stack]\nsecrets_manager =\n  endpoint_url = ${url}\n`);
    assert.equal(await aws.secret({ profile: 'dev', region: 'eu-central-1' }, 'password', {}), 'from here');
  } finally {
    server.close();
  }
});
