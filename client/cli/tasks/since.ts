import { InvalidArgumentError } from 'commander';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * A moment in whole seconds since the epoch: a time as ISO 8601 writes it, or how long ago it was (`90s`, `10m`,
 * `1h30m`, `2d`).
 */
export function moment(text: string, now = Date.now()): number {
  if (/^(\d+[smhd])+$/.test(text)) {
    const ago = [...text.matchAll(/(\d+)([smhd])/g)].map(([, count, unit]) => Number(count) * units[unit!]!);
    return Math.floor(now / 1000) - ago.reduce((sum, seconds) => sum + seconds, 0);
  }
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new InvalidArgumentError('It is a time, as 2026-01-31T12:00:00Z, or how long ago: 10m.');
  return Math.floor(time / 1000);
}
