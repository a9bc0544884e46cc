import type { ImageFacts } from './enginePort';
import type { GivenValues } from './overrides';

/** What a plan depends on of an image. */
export type PlannedImage = Pick<ImageFacts, 'exposed' | 'environment'>;

/** What planning has to know of the world. The rim finds it out, so that planning itself stays pure. */
export interface Surroundings {
  /** 32 hex digits; every name of the task follows from it. */
  readonly taskId: string;
  /** When the task was first planned, in milliseconds: planning again (adoption) must pass the same time. */
  readonly createdAt: number;
  /** The helper's image on the engine; empty for an engine there is none for. */
  readonly pauseImage: string;
  /** What the engine knows of each image it has, by the name in the plan. Images still to be pulled are absent. */
  readonly images: ReadonlyMap<string, PlannedImage>;
  /** What overrides refer to. */
  readonly given?: GivenValues;
  /** What the engine makes volumes with; asked for when the task wants another driver than `local`. */
  readonly volumeDrivers?: readonly string[] | undefined;
  /** What `~` stands for in a bind mount. */
  readonly home?: string;
  /**
   * The path behind all symbolic links, or undefined when nothing is there. Left out when the engine's files are not
   * ours to see (a remote engine).
   */
  readonly realPath?: (path: string) => string | undefined;
}
