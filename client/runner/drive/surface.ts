import type { Groups } from '../cgroups/groups';
import type { EndpointSurface } from '../endpoints/taskEndpoint';
import type { EnginePort } from '../enginePort';
import type { EventHub } from './eventHub';
import type { TaskPlan } from '../plan';
import type { Accompany } from '../opening';
import type { Images } from './images';
import type { PortTest } from './ports';
import type { Store } from './store';

/** What this engine turned out not to do, kept in mind for the next run. */
export interface Adapted {
  openFiles(): void;
}

/** What the tasks of one runner share. */
export interface Surface {
  readonly port: EnginePort;
  readonly hub: EventHub;
  readonly store: Store;
  readonly testPort: PortTest;
  readonly adapted: Adapted;
  readonly endpoints: EndpointSurface;
  readonly groups: Groups;
  /** The images of one run, with the logins that it has for their registries. */
  readonly images: (plan: TaskPlan) => Images;
  /** Whoever opened the runner wants to know of tasks that it takes over. */
  readonly accompany?: Accompany | undefined;
  /** Something has changed that the engine sends no event for. */
  readonly changed: (taskId: string) => void;
}
