import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { aws } from '../../../client/aws/index';
import { loginsOfAws } from '../../../client/runner/fromAws/logins';
import type { RunOptions } from '../../../client/runner/plan';
import type { TaskDefinition } from '../../../server/index';
import { awsServer, type AwsServer } from '../../support/awsServer';
import { container, planned, task } from '../runner/planned';

const ecr = '111122223333.dkr.ecr.us-west-2.amazonaws.com/shop/web:1';
const hub = { image: 'shop/web:1', repositoryCredentials: { credentialsParameter: 'hub' } };

describe('logins of registries', () => {
  let server: AwsServer;
  before(async () => {
    server = await awsServer({ login: 'AWS:token', secrets: { hub: '{"username":"ann","password":"hunter2"}' } });
  });
  after(() => server.close());

  const login = async (image: string, definition: TaskDefinition, options: RunOptions = {}) =>
    loginsOfAws(
      planned(definition, { credentials: { source: 'profile', profile: 'dev' }, ...options }),
      async () => aws,
    )(image);

  test('of ECR come from the Region the registry is in', async () => {
    assert.deepEqual(await login(ecr, task([container('a', { image: ecr })])), {
      ...{ username: 'AWS', password: 'token' },
      serveraddress: '111122223333.dkr.ecr.us-west-2.amazonaws.com',
    });
    assert.ok(server.asked.includes('ecr us-west-2 GetAuthorizationToken {}'));
  });

  test('of another registry come from the secret', async () => {
    assert.deepEqual(await login(hub.image, task([container('a', hub)])), {
      ...{ username: 'ann', password: 'hunter2', serveraddress: 'https://index.docker.io/v1/' },
    });
  });

  test('are not shown to a registry that only this run pulls from', async () => {
    const image = 'registry.example/mine:1';
    assert.equal(await login(image, task([container('a', hub)]), { images: { a: image } }), undefined);
  });

  test('are asked of nobody without a choice, and for public images', async () => {
    const before = server.asked.length;
    const unchosen = loginsOfAws(planned(task([container('a', hub)])), async () => aws);
    assert.equal(await unchosen(hub.image), undefined);
    assert.equal(await login('busybox', task([container('a')])), undefined);
    assert.equal(server.asked.length, before);
  });

  test('that cannot be had say what to do', async () => {
    const lacking = { ...hub, repositoryCredentials: { credentialsParameter: 'forbidden' } };
    await assert.rejects(
      login(hub.image, task([container('a', lacking)])),
      /may not read the secret forbidden\. Allow it/,
    );
  });
});
