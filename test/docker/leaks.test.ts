import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { aws } from '../../client/aws/index';
import { DockerClusters } from '../../client/clusters/dockerClusters';
import { EngineConnection } from '../../client/clusters/engineConnection';
import { lastWords } from '../../client/clusters/lastWords';
import type { Resource, ResourceRef } from '../../client/clusters/resource';
import { TaskLog } from '../../client/clusters/taskLog';
import { createLog } from '../../client/log';
import { Store } from '../../client/runner/drive/store';
import { label, unpackDefinition } from '../../client/runner/labels';
import type { TaskPlan } from '../../client/runner/plan';
import type { Runner, RunObserver } from '../../client/runner/runner';
import { secretValues } from '../../client/runner/secretValues';
import { awsServer, type AwsServer } from '../support/awsServer';
import { container, obedient, task } from '../support/definitions';
import { eventually } from '../support/eventually';
import { imageRegistry, type ImageRegistry } from '../support/imageRegistry';
import { inspected } from '../support/inspected';
import { openLab, type Lab } from '../support/lab';
import { temporaryFolder } from '../support/temporaryFolder';
import { busyboxImage } from '../support/testImage';
import { FakeTerminal, taskdef } from '../unit/cli/support';

const made = (what: string): string => `${what}-${randomBytes(12).toString('hex')}`;

/** What containers have in their environment, which the engine shows to whoever may ask it, and nothing else may. */
const variables = {
  IN_FILE: made('local'),
  BESIDE: made('beside'),
  GIVEN: made('given'),
  FROM_AWS: made('aws'),
  PARAMETER: made('parameter'),
};
/** What no container has in its environment. */
const others = {
  registry: made('registry'),
  wrongRegistry: made('wrong'),
  neighbour: made('neighbour'),
  secretKey: made('key'),
  session: made('session'),
};
const real = [...Object.values(variables), ...Object.values(others)];

const arn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-AbCdEf`;
const metadata = ['', '/task', '/taskWithTags', '/stats', '/task/stats'].map(
  (route) => `wget -qO- $ECS_CONTAINER_METADATA_URI_V4${route}`,
);
const script = [
  ...metadata,
  'wget -qO- $ECS_CONTAINER_METADATA_URI/task',
  'wget -qO- http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI | grep -c SecretAccessKey',
  'echo; echo ready',
  obedient,
].join('; ');

/** The text as it is, and as it would be hidden from a search. */
const forms = (value: string): string[] => [
  value,
  Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1),
];

function assertNone(surface: string, shown: unknown): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  assert.ok(text.length > 2, `${surface} shows nothing at all`);
  for (const value of real)
    for (const form of forms(value)) assert.ok(!text.includes(form), `${value} in ${surface}: ${text}`);
}

describe('the value of a secret is shown nowhere', () => {
  let server: AwsServer;
  let registry: ImageRegistry;
  let lab: Lab;
  const state = temporaryFolder('leaks-state');
  before(async () => {
    registry = await imageRegistry(await busyboxImage(), `ann:${others.registry}`);
    const login = (password: string) => JSON.stringify({ username: 'ann', password });
    server = await awsServer({
      secrets: {
        [arn('app')]: JSON.stringify({ key: variables.FROM_AWS, other: others.neighbour }),
        [arn('plain')]: others.neighbour,
        [arn('registry')]: login(others.registry),
        [arn('wrong')]: login(others.wrongRegistry),
      },
      parameters: { '/shop/parameter': variables.PARAMETER },
    });
    const keys = { secretAccessKey: others.secretKey, sessionToken: others.session };
    const profileCredentials = async () => ({
      ...{ arn: 'arn:aws:iam::111122223333:user/ann', accessKeyId: 'ASIAEXAMPLE', ...keys },
      expiration: Date.now() + 3_600_000,
    });
    lab = await openLab({ aws: { ...aws, profileCredentials }, store: new Store(state) });
  });
  after(async () => {
    await lab.port.removeImage(`${registry.repository}:1`);
    await lab.runner.dispose();
    registry.close();
    server.close();
  });

  const definition = (secrets: Readonly<Record<string, string>>, parameter = arn('registry')) =>
    task(
      [
        container('app', script, {
          image: `${registry.repository}:1`,
          repositoryCredentials: { credentialsParameter: parameter },
          secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
        }),
      ],
      {
        ...{ family: 'leaks', networkMode: 'bridge', requiresCompatibilities: ['EC2'] },
        executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
      },
    );
  const whole = () =>
    definition({
      ...{ IN_FILE: '/local/a', BESIDE: '/local/b', GIVEN: '/local/c' },
      ...{ FROM_AWS: `${arn('app')}:key::`, PARAMETER: '/shop/parameter' },
    });

  function folder(ofTask: object, local: string): string {
    const place = temporaryFolder('leaks');
    mkdirSync(path.join(place, '.git')); // a workspace of its own
    writeFileSync(path.join(place, 'task-definition.json'), JSON.stringify(ofTask));
    writeFileSync(path.join(place, 'beside.txt'), variables.BESIDE);
    writeFileSync(path.join(place, 'ecs.local.json'), local);
    return place;
  }
  const local = JSON.stringify({
    containers: { app: { secrets: { IN_FILE: variables.IN_FILE, BESIDE: { file: 'beside.txt' } } } },
  });

  /** What the editor would write of a run, and the plan of the last one. */
  const editor = { lines: [] as string[], plan: undefined as TaskPlan | undefined };
  const editorLog = new TaskLog({ appendLine: (line) => editor.lines.push(line) }, ['app']);

  /** The one runner, for many command lines, with the editor watching. */
  const shared = (): Runner => {
    const run: Runner['run'] = async (plan, observer = {}, signal) => {
      editor.plan = plan;
      editorLog.begin(plan);
      return lab.runner.run(plan, both(observer, editorLog.observer()), signal);
    };
    const dispose = async (): Promise<void> => undefined;
    return Object.create(lab.runner, { run: { value: run }, dispose: { value: dispose } }) as Runner;
  };
  const withEngine = async (place: string, ...args: readonly string[]) => {
    const { out, err } = await taskdef(args, new FakeTerminal(place), async () => shared());
    return out + err;
  };

  for (const format of ['pretty', 'json'])
    test(`of a task that runs, with --format ${format}`, async () => {
      const place = folder(whole(), local);
      const terminal = new FakeTerminal(place);
      const options = ['--pull', 'always', '--profile', 'dev', '--region', 'eu-central-1', '--format', format];
      const args = ['run', 'task-definition.json', '--env', `app.GIVEN=${variables.GIVEN}`, ...options];
      const ended = taskdef(args, terminal, async () => shared());
      await Promise.race([
        eventually(() => /\bready\b/.test(terminal.written), 'the container'),
        ended.then(({ out, err }) => assert.fail(out + err)),
      ]);
      const { taskId } = editor.plan ?? assert.fail('nothing was planned');
      const labels = [`${label.task}=${taskId}`];
      const [listed] = await lab.port.list([...labels, `${label.role}=app`]);
      const { Config, ...engine } = await inspected(lab, listed?.id);
      for (const value of Object.values(variables))
        assert.ok(Config.Env.join().includes(value), 'the container has it');
      const clusters = new DockerClusters(new EngineConnection(async () => shared()));
      const command = async (...words: readonly string[]) => withEngine(place, ...words, '--format', format);

      const surfaces: Readonly<Record<string, () => unknown>> = {
        'what the engine tells beside the environment': () => ({ ...engine, Config: { ...Config, Env: [] } }),
        'names and labels': async () => [
          await lab.port.list(labels),
          await lab.port.listNetworks(labels),
          await lab.port.listVolumes(labels),
        ],
        'what labels pack': () => unpackDefinition(Config.Labels[label.definition] ?? ''),
        'taskdef ps': async () => command('ps'),
        'taskdef inspect': async () => command('inspect', taskId),
        'taskdef logs, with the metadata in it': async () => command('logs', taskId),
        'rows and tooltips of the tree': async () => rowsOf(clusters, undefined),
        'the snapshot for other extensions': async () => shared().tasks(),
        'the state folder': () => filesIn(state),
        'the message about a death': () =>
          lastWords(printing(Object.values(variables)), secretValues(editor.plan ?? assert.fail())),
      };
      try {
        for (const [surface, shown] of Object.entries(surfaces)) assertNone(surface, await shown());
      } finally {
        terminal.interrupt();
        await ended;
      }
      const { status, out, err } = await ended;
      assert.equal(status, 0, err);
      assert.match(out, /(^|")(app \| )?1($|")/m, 'the container got credentials');
      assert.match(out, /TaskARN/, 'the container printed its metadata');
      assertNone('what taskdef run printed', out + err);
      assertNone('the output of the editor', editor.lines.join('\n'));
    });

  /** Each ends with words about something that has to do with a secret. */
  const failing: Readonly<Record<string, readonly [says: RegExp, place: () => string, ...args: string[]]>> = {
    'a login that is wrong': [/CannotPull/, () => folder(definition({}, arn('wrong')), local)],
    'a key that a secret has not': [/json key/, () => folder(definition({ S: `${arn('app')}:gone::` }), local)],
    'a key of a secret that is no JSON': [
      /is not JSON/,
      () => folder(definition({ S: `${arn('plain')}:key::` }), local),
    ],
    'an ecs.local.json that is no JSON': [
      /ecs\.local\.json/,
      () => folder(whole(), local.replace(`"${variables.IN_FILE}"`, variables.IN_FILE)),
    ],
    'a variable for a container that is not there': [
      /has no|does not have/,
      () => folder(whole(), local),
      ...['--env', `apb.GIVEN=${variables.GIVEN}`],
    ],
  };
  for (const [what, [says, place, ...args]] of Object.entries(failing))
    test(`in what is said of ${what}`, async () => {
      const options = ['--pull', 'always', '--profile', 'dev', '--region', 'eu-central-1', ...args];
      const said = await withEngine(place(), 'run', 'task-definition.json', ...options);
      assert.match(said, says);
      assertNone(what, said);
    });

  test('when something breaks that never should', async () => {
    const plan = await lab.runner.plan(whole(), { environment: { app: variables } });
    const crash = Object.assign(new Error('broken', { cause: new TypeError('deeper') }), { plan });
    const run = async (): Promise<never> => Promise.reject(crash);
    const broken = Object.create(shared(), { run: { value: run } }) as Runner;
    const place = folder(definition({ GIVEN: '/local/c' }), '{}');
    const args = ['run', 'task-definition.json', '--env', `app.GIVEN=${variables.GIVEN}`];
    const { err } = await taskdef(args, new FakeTerminal(place), async () => broken);
    assert.match(err, /this should not have happened: broken/);
    assertNone('the terminal', err);
    const lines: string[] = [];
    const write = (line: string): number => lines.push(line);
    createLog({ info: write, warn: write, error: write, show: () => undefined }).error('run', crash);
    assertNone('the log of the editor', lines.join('\n'));
  });
});

function both(one: RunObserver, other: RunObserver): RunObserver {
  return {
    ...one,
    transition: (event) => [one, other].forEach((each) => each.transition?.(event)),
    log: (line) => [one, other].forEach((each) => each.log?.(line)),
    notice: (notice) => [one, other].forEach((each) => each.notice?.(notice)),
  };
}

async function rowsOf(clusters: DockerClusters, of: ResourceRef | undefined): Promise<Resource[]> {
  const rows = await clusters.children(of);
  return [...rows, ...(await Promise.all(rows.map(async ({ ref }) => rowsOf(clusters, ref)))).flat()];
}

const filesIn = (place: string): string =>
  readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(place, name))
    .map((file) => (statSync(file).isFile() ? `${file}: ${readFileSync(file, 'utf8')}` : file))
    .join('\n');

const printing = (values: readonly string[]) =>
  values.map((text) => ({ container: 'app', stream: 'stdout' as const, time: 0, text: `my secret is ${text}` }));
