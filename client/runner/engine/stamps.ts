/**
 * The engine cuts what a process writes into messages of so many bytes, each with a time of its own. Fewer are the end
 * of a line; there may be more where the engine has written U+FFFD instead of a byte.
 */
export const partLength = 16 * 1024;

/** The longest has an offset from UTC instead of the Z. */
const longestStamp = '2026-03-04T10:11:12.123456789+01:00'.length;
const stamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/;
const [only, anywhere] = [new RegExp(`^${stamp.source}$`), new RegExp(`${stamp.source} `)];
const space = 0x20;

/** The time that the engine has put before a message, with a space behind it; empty where there is none. */
export function stampAt(bytes: Buffer, at: number): string {
  const end = bytes.subarray(at, at + longestStamp + 1).indexOf(space);
  const text = end < 0 ? '' : bytes.toString('latin1', at, at + end);
  return only.test(text) ? text : '';
}

/** Where the first such time begins that stands wholly within these bytes; -1 when none does. */
export function findStamp(bytes: Buffer, from: number, to: number): number {
  const index = from < to ? bytes.toString('latin1', from, to).search(anywhere) : -1;
  return index < 0 ? -1 : from + index;
}

/** A log time as the engine's `since` parameter wants it: seconds with nine decimals. Whole seconds stay as they are. */
export function sinceParameter(since: string | number): string {
  if (typeof since === 'number') return String(since);
  const seconds = Math.floor(Date.parse(since) / 1000);
  const fraction = /\.(\d+)/.exec(since)?.[1] ?? '';
  return `${seconds}.${fraction.padEnd(9, '0').slice(0, 9)}`;
}
