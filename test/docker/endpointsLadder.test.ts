import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CredentialsService, TemporaryCredentials } from '../../client/aws/credentials';
import type { EnginePort } from '../../client/runner/enginePort';
import { EngineError } from '../../client/runner/errors';
import type { CreateBody } from '../../client/runner/plan';
import { task } from '../support/definitions';
import { begin, cleanUp, openLab, overriding, type Lab, type LabOptions } from '../support/lab';
import { ensureNodeImage } from '../support/nodeImage';

const keys: TemporaryCredentials = {
  arn: 'arn:aws:iam::111122223333:role/shop-task',
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'the-secret-of-the-test',
  sessionToken: 'the-token-of-the-test',
  expiration: Date.now() + 3_600_000,
};

const aws: CredentialsService = { profileCredentials: async () => keys, roleCredentials: async () => keys };

/** As an engine, or a proxy before it, that does not hand out the streams of containers. */
const withoutStreams = (port: EnginePort): EnginePort =>
  overriding(port, { attach: async () => Promise.reject(new EngineError('refused', 'no streams here', 400)) });

/** As Podman's compatible API, which ignores link-local addresses. */
const withoutLinkLocal = (port: EnginePort): EnginePort =>
  overriding(port, {
    create: async (name, body, options) => port.create(name, stripped(body), options),
    connect: async () => Promise.resolve(),
  });

function stripped(body: CreateBody): CreateBody {
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) => (key === 'LinkLocalIPs' ? undefined : value)),
  ) as CreateBody;
}

const rungs: readonly {
  readonly rung: string;
  readonly wrap?: LabOptions['wrap'];
  readonly notice: string | undefined;
  readonly variable: string;
}[] = [
  { rung: 'O6 + P1', notice: undefined, variable: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' },
  { rung: 'F1', wrap: withoutStreams, notice: 'endpoint-relay', variable: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' },
  { rung: 'F2', wrap: withoutLinkLocal, notice: 'endpoint-loopback', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' },
  {
    rung: 'F3',
    wrap: (port) => withoutStreams(withoutLinkLocal(port)),
    notice: 'endpoint-static',
    variable: 'AWS_SESSION_TOKEN',
  },
];

describe('E6: the AWS SDK for JavaScript in a container gets its credentials', { concurrency: 2 }, () => {
  let witness: Lab;
  let image = '';
  before(async () => {
    witness = await openLab();
    image = await ensureNodeImage(witness.port);
  });
  after(async () => witness.runner.dispose());

  for (const networkMode of ['awsvpc', 'bridge'] as const)
    for (const { rung, wrap, notice, variable } of rungs)
      test(`in network mode ${networkMode} on rung ${rung}`, async () => {
        await assertCredentials(networkMode, { aws, ...(wrap && { wrap }) }, { notice, variable });
      });

  test('in network mode host, at a port of the loopback', async () => {
    const expected = { notice: 'endpoint-host', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' };
    await assertCredentials('host', { aws }, expected);
  });

  async function assertCredentials(
    networkMode: 'awsvpc' | 'bridge' | 'host',
    options: LabOptions,
    { notice, variable }: { readonly notice: string | undefined; readonly variable: string },
  ): Promise<void> {
    const lab = await openLab(options);
    const notices: string[] = [];
    const app = { name: 'app', image, memory: 256, command: ['/app/credentials.js'] };
    const listing = {
      name: 'list',
      image,
      memory: 256,
      essential: false,
      command: ['-p', 'Object.keys(process.env).join()'],
    };
    const definition = task([app, listing], {
      networkMode,
      taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
    });
    const observer = { notice: ({ code }: { readonly code: string }) => void notices.push(code) };
    const run = await begin(lab, definition, { credentials: { source: 'role' } }, observer);
    const end = await run.task.stopped;
    const said = run.lines.filter((line) => line.startsWith('app: credentials'));
    assert.deepEqual(said, [`app: credentials ${keys.accessKeyId} ${keys.secretAccessKey} ${keys.sessionToken}`]);
    assert.ok(
      run.lines.some((line) => line.startsWith('list: ') && line.includes(variable)),
      run.lines.join('\n'),
    );
    assert.deepEqual(notices, notice === undefined ? [] : [notice]);
    assert.equal(end.containers[0]?.exitCode, 0);
    await assertNoSecrets(lab, end.taskId);
    await cleanUp(lab, run);
    await lab.runner.dispose();
  }

  /** Neither the labels of anything of ours nor what the runner tells has a value of the keys. */
  async function assertNoSecrets({ runner, port }: Lab, taskId: string): Promise<void> {
    const labels = (await port.list([`dev.taskdef.task=${taskId}`])).map((one) => one.labels);
    const all = JSON.stringify([labels, await runner.tasks()]);
    for (const secret of [keys.secretAccessKey, keys.sessionToken]) assert.ok(!all.includes(secret));
  }
});
