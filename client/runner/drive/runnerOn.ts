import type { Connected } from '../connect';
import { isLocal } from '../engine/connection';
import { helperFor } from '../helper/ensure';
import { EventHub } from './eventHub';
import { LocalRunner } from './localRunner';
import { testPort, untested } from './ports';
import { Store } from './store';

/** The runner on an engine that has answered. */
export async function runnerOn(
  { port, info: engine, candidate }: Connected,
  { workspace, store = new Store() }: { readonly workspace?: string | undefined; readonly store?: Store },
): Promise<LocalRunner> {
  const helper = await helperFor(engine);
  const here = isLocal(candidate);
  const tests = here ? testPort : untested;
  const preparing = {
    ...{ port, engine, pauseImage: helper?.name ?? '', isLocal: here, testPort: tests },
    refusesOpenFiles: () => store.readEngine(engine.id)?.refusesOpenFiles ?? false,
  };
  const adapted = { openFiles: () => store.rememberEngine(engine.id, { refusesOpenFiles: true }) };
  return new LocalRunner(
    preparing,
    helper,
    { port, hub: new EventHub(port), store, testPort: tests, adapted },
    workspace,
  );
}
