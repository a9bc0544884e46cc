import type { AwsService } from '../../aws/service';
import { Groups } from '../cgroups/groups';
import type { Connected } from '../connect';
import { isLocal } from '../engine/connection';
import { credentialsSource } from '../endpoints/credentialSource';
import type { Reach } from '../endpoints/variables';
import { loginsOfAws } from '../fromAws/logins';
import { helperFor } from '../helper/ensure';
import type { TaskPlan } from '../plan';
import type { Accompany, Client } from '../opening';
import { EventHub } from './eventHub';
import { Images } from './images';
import { LocalRunner } from './localRunner';
import { testPort, untested } from './ports';
import type { Expected } from './standby';
import { Store } from './store';

/** The runner on an engine that has answered. */
export async function runnerOn(
  { port, info: engine, candidate }: Connected,
  {
    workspace,
    folders = workspace === undefined ? [] : [workspace],
    expected = 'one',
    client,
    accompany,
    store = new Store(undefined, client),
    aws = async () => (await import('../../aws/index.js')).aws,
  }: {
    readonly workspace?: string | undefined;
    readonly folders?: readonly string[] | undefined;
    readonly expected?: Expected | undefined;
    readonly client?: Client | undefined;
    readonly accompany?: Accompany | undefined;
    readonly store?: Store;
    /** The AWS SDK, loaded when something of AWS is first asked for. */
    readonly aws?: () => Promise<AwsService>;
  },
): Promise<LocalRunner> {
  const helper = await helperFor(engine);
  const here = isLocal(candidate);
  const tests = here ? testPort : untested;
  const groups = new Groups(port, engine, helper);
  const preparing = {
    ...{ port, engine, pauseImage: helper?.name ?? '', isLocal: here, testPort: tests },
    groups,
    refusesOpenFiles: () => store.readEngine(engine.id)?.refusesOpenFiles ?? false,
    aws,
  };
  const version = `${engine.version} ${helper?.name ?? ''}`;
  const endpoints = {
    ...{ port, engine, helperImage: helper?.name, isLocal: here },
    memory: {
      read: () => {
        const reach = store.readEngine(engine.id)?.reach;
        return reach?.version === version ? reach.rung : undefined;
      },
      write: (rung: Reach) => store.rememberEngine(engine.id, { reach: { version, rung } }),
    },
    credentials: (plan: TaskPlan) => credentialsSource(plan, aws),
  };
  const images = (plan: TaskPlan) => new Images(port, plan.pullBehaviour, loginsOfAws(plan, aws));
  const adapted = { openFiles: () => store.rememberEngine(engine.id, { refusesOpenFiles: true }) };
  return new LocalRunner(
    preparing,
    helper,
    { port, hub: new EventHub(port), store, testPort: tests, adapted, endpoints, groups, images, accompany },
    workspace,
    expected,
    folders,
  );
}
