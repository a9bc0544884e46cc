import type { EndpointSurface } from '../endpoints/taskEndpoint';
import type { EnginePort } from '../enginePort';
import type { EventHub } from './eventHub';
import type { Adapted } from './operations';
import type { PortTest } from './ports';
import type { Store } from './store';

/** What the tasks of one runner share. */
export interface Surface {
  readonly port: EnginePort;
  readonly hub: EventHub;
  readonly store: Store;
  readonly testPort: PortTest;
  readonly adapted: Adapted;
  readonly endpoints: EndpointSurface;
  /** Something has changed that the engine sends no event for. */
  readonly changed: (taskId: string) => void;
}
