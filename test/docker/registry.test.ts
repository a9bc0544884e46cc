import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aws } from '../../client/aws/index';
import { connect } from '../../client/runner/connect';
import { dockerodeEngine } from '../../client/runner/dockerode/engine';
import type { EnginePort } from '../../client/runner/enginePort';
import { EngineError } from '../../client/runner/errors';
import type { RunOptions } from '../../client/runner/plan';
import { awsServer, type AwsServer } from '../support/awsServer';
import { container, task } from '../support/definitions';
import { openLab, runToEnd, type Lab } from '../support/lab';
import { imageRegistry, type ImageRegistry } from '../support/imageRegistry';
import { busyboxImage } from '../support/testImage';

describe('a registry that wants a login', () => {
  let registry: ImageRegistry;
  let image = '';
  before(async () => {
    registry = await imageRegistry(await busyboxImage(), 'ann:secret');
    image = `${registry.repository}:1`;
  });
  after(() => registry.close());

  async function asking(password: string | undefined): Promise<string> {
    const login = async () =>
      password === undefined ? undefined : { username: 'ann', password, serveraddress: image.split('/')[0] ?? '' };
    let port: EnginePort | undefined;
    try {
      ({ port } = await connect((candidate) => dockerodeEngine(candidate, login)));
      return await port.resolveDigest(image, new AbortController().signal);
    } finally {
      port?.close();
    }
  }

  test('answers to the right one', async () => {
    assert.equal(await asking('secret'), registry.digest);
  });

  test('refuses without one, and with a wrong one', async () => {
    await assert.rejects(asking(undefined), EngineError);
    await assert.rejects(asking('wrong'), EngineError);
  });

  describe('that Secrets Manager has', () => {
    const credentialsParameter = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:registry-AbCdEf';
    let server: AwsServer;
    let lab: Lab;
    before(async () => {
      const login = { username: 'ann', password: 'secret' };
      server = await awsServer({
        secrets: { [credentialsParameter]: JSON.stringify(login), other: '{"username":"x"}' },
      });
      lab = await openLab({ aws });
    });
    after(async () => {
      await lab.port.removeImage(image);
      await lab.runner.dispose();
      server.close();
    });

    const definition = (parameter: string) =>
      task([
        container('app', 'echo hello', {
          image,
          repositoryCredentials: { credentialsParameter: parameter },
        }),
      ]);
    const asDev: RunOptions = { credentials: { source: 'none', profile: 'dev' }, pull: 'always' };

    test('is used to pull once a profile is chosen', async () => {
      const refused = await runToEnd(lab, definition(credentialsParameter), { pull: 'always' });
      assert.match(JSON.stringify(refused.run.reasons), /CannotPull.*Error/);
      const broken = await runToEnd(lab, definition('other'), asDev);
      assert.match(JSON.stringify(broken.run.reasons), /CannotPull.*the secret for the registry has no password/);
      const { run, end } = await runToEnd(lab, definition(credentialsParameter), asDev);
      assert.deepEqual([run.lines, end.containers[0]?.exitCode], [['app: hello'], 0]);
    });
  });
});
