/** How long a call to the engine may take, in milliseconds (runner.md §2.4). */
export const limits = {
  ping: 5_000,
  /** Calls are out and nothing is heard for this long: a ping. */
  quiet: 5_000,
  /** A task is driven and no event comes for this long: a ping. */
  idle: 15_000,
  version: 10_000,
  inspect: 10_000,
  list: 60_000,
  attach: 10_000,
  create: 4 * 60_000,
  start: 3 * 60_000,
  /** On top of the seconds the container itself is given. */
  stop: 2 * 60_000,
  /** The stop of the old one, which is most of it. */
  replace: 2 * 60_000,
  kill: 30_000,
  remove: 5 * 60_000,
  network: 60_000,
  volume: 60_000,
  manifest: 60_000,
  load: 60_000,
  /** A pull that says nothing for this long has stalled; all in all it may take `pull`. */
  pullSilence: 5 * 60_000,
  pull: 2 * 60 * 60_000,
} as const;
