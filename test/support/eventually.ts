import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until it is so. The longest wait (milliseconds) is for a machine with other things to do. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  what: string | (() => Promise<string>),
  limit = 60_000,
): Promise<void> {
  for (const end = Date.now() + limit; !(await isSo()); await sleep(25))
    if (Date.now() > end)
      assert.fail(`waited ${limit / 1000} s in vain for ${typeof what === 'string' ? what : await what()}`);
}
