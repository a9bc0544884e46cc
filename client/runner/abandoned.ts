import type { TaskSnapshot } from './runner';

/** Milliseconds after which a task that nobody drives counts as forgotten (runner.md §5.6). */
const forgottenAfter = 24 * 60 * 60_000;

/**
 * Tasks that run on, though nobody acts on the ends of their containers, and that were started more than a day ago. They
 * may be wanted, as after `--detach`: to be offered for removal, never removed unasked.
 */
export const abandoned = (tasks: readonly TaskSnapshot[], now: number): TaskSnapshot[] =>
  tasks.filter(
    ({ isUnattended, lastStatus, createdAt }) =>
      isUnattended === true && lastStatus !== 'STOPPED' && now - createdAt > forgottenAfter,
  );
