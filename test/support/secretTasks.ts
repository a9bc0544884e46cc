import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import { aws } from '../../client/aws/index';
import { TaskLog } from '../../client/clusters/taskLog';
import { Store } from '../../client/runner/drive/store';
import type { TaskPlan } from '../../client/runner/plan';
import type { Runner, RunObserver } from '../../client/runner/runner';
import type { TaskDefinition } from '../../server/index';
import { FakeTerminal, taskdef } from '../unit/cli/support';
import { awsServer, type AwsServer } from './awsServer';
import { container, obedient, task } from './definitions';
import { imageRegistry, type ImageRegistry } from './imageRegistry';
import { openLab, type Lab } from './lab';
import { others, variables } from './secretValues';
import { temporaryFolder } from './temporaryFolder';
import { busyboxImage } from './testImage';

export const arn = (name: string): string => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-AbCdEf`;
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

/** What `ecs.local.json` says beside each of them. */
export const local = JSON.stringify({
  containers: { app: { secrets: { IN_FILE: variables.IN_FILE, BESIDE: { file: 'beside.txt' } } } },
});

/** The folder of a task definition, a workspace of its own. */
export function folder(ofTask: object, beside: string): string {
  const place = temporaryFolder('leaks');
  mkdirSync(path.join(place, '.git'));
  writeFileSync(path.join(place, 'task-definition.json'), JSON.stringify(ofTask));
  writeFileSync(path.join(place, 'beside.txt'), variables.BESIDE);
  writeFileSync(path.join(place, 'ecs.local.json'), beside);
  return place;
}

/**
 * For the tests of one `describe`: tasks full of secrets, with an AWS and a registry that have their values, and one
 * runner for many command lines, with the editor watching.
 */
export class SecretTasks {
  /** Where the runner keeps what it remembers. */
  readonly state = temporaryFolder('leaks-state');
  /** What the editor would write of a run. */
  readonly editorLines: string[] = [];
  /** Of the last run. */
  plan: TaskPlan | undefined;
  lab!: Lab;
  private server: AwsServer | undefined;
  private registry: ImageRegistry | undefined;
  private readonly editorLog = new TaskLog({ appendLine: (line) => this.editorLines.push(line) }, ['app']);

  constructor() {
    before(async () => this.open());
    after(async () => this.close());
  }

  definition(secrets: Readonly<Record<string, string>>, parameter = arn('registry')): TaskDefinition {
    return task(
      [
        container('app', script, {
          image: this.image,
          repositoryCredentials: { credentialsParameter: parameter },
          secrets: Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
        }),
      ],
      {
        ...{ family: 'leaks', networkMode: 'bridge', requiresCompatibilities: ['EC2'] },
        executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
      },
    );
  }

  /** With a secret of every kind. */
  whole(): TaskDefinition {
    return this.definition({
      ...{ IN_FILE: '/local/a', BESIDE: '/local/b', GIVEN: '/local/c' },
      ...{ FROM_AWS: `${arn('app')}:key::`, PARAMETER: '/shop/parameter' },
    });
  }

  runner(): Runner {
    const { runner } = this.lab;
    const run: Runner['run'] = async (plan, observer = {}, signal) => {
      this.plan = plan;
      this.editorLog.begin(plan);
      return runner.run(plan, both(observer, this.editorLog.observer()), signal);
    };
    const dispose = async (): Promise<void> => undefined;
    return Object.create(runner, { run: { value: run }, dispose: { value: dispose } }) as Runner;
  }

  /** What `taskdef` prints in a folder. */
  async taskdef(place: string, ...args: readonly string[]): Promise<string> {
    const { out, err } = await taskdef(args, new FakeTerminal(place), async () => this.runner());
    return out + err;
  }

  private get image(): string {
    return `${this.registry?.repository}:1`;
  }

  private async open(): Promise<void> {
    this.registry = await imageRegistry(await busyboxImage(), `ann:${others.registry}`);
    const login = (password: string) => JSON.stringify({ username: 'ann', password });
    this.server = await awsServer({
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
    this.lab = await openLab({ aws: { ...aws, profileCredentials }, store: new Store(this.state) });
  }

  private async close(): Promise<void> {
    await this.lab.port.removeImage(this.image);
    await this.lab.runner.dispose();
    this.registry?.close();
    this.server?.close();
  }
}

function both(one: RunObserver, other: RunObserver): RunObserver {
  return {
    ...one,
    transition: (event) => [one, other].forEach((each) => each.transition?.(event)),
    log: (line) => [one, other].forEach((each) => each.log?.(line)),
    notice: (notice) => [one, other].forEach((each) => each.notice?.(notice)),
  };
}
