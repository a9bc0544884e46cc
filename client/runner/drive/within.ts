import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but no longer than this many milliseconds. */
export async function within(limit: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  await Promise.race([work, sleep(limit, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}
