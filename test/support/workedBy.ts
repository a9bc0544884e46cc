import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Clock ticks per second in /proc, on every Linux there is. */
const ticks = 100;

/**
 * Milliseconds of processor time a process has used, so that a busy machine does not look like a slow process. Where the
 * system does not tell, the time of day.
 */
export function workedBy({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / ticks) * 1000;
  } catch {
    return performance.now();
  }
}
