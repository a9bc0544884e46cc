import type Docker from 'dockerode';
import type { Caller } from '../engine/call';
import type { RegistryLogin } from '../engine/credentials';

/** What each call to the engine is made with. */
export interface Client {
  readonly docker: Docker;
  /** Puts a time limit on it, and words what it fails with. */
  readonly caller: Caller;
  /** What `docker login` has stored for the registry of an image. */
  readonly loginFor: (image: string) => Promise<RegistryLogin | undefined>;
}
