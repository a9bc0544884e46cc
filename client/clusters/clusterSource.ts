import type { Resource, ResourceRef } from './resource';

export interface ClusterSource {
  readonly id: ResourceRef['source'];
  /** Rejects with a message for people when the backend cannot be reached. */
  children(of: ResourceRef | undefined, signal?: AbortSignal): Promise<readonly Resource[]>;
  /** What a running resource uses at this moment, as plain lines; empty for others. To be asked only when somebody looks. */
  usage(of: ResourceRef, signal?: AbortSignal): Promise<readonly string[]>;
  /** Tasks that run on, though nobody has looked after them for long. */
  abandoned(): Promise<readonly ResourceRef[]>;
  /** Calls back when something below `ref` (everything, when undefined) has changed; silent until somebody listens. */
  watch(changed: (ref: ResourceRef | undefined) => void): { dispose(): void };
  /** Forgets what was read, so that the next `children` asks the backend. */
  refresh(): void;
}
