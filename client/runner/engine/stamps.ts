/** A log time as the engine's `since` parameter wants it: seconds with nine decimals. Whole seconds stay as they are. */
export function sinceParameter(since: string | number): string {
  if (typeof since === 'number') return String(since);
  const seconds = Math.floor(Date.parse(since) / 1000);
  const fraction = /\.(\d+)/.exec(since)?.[1] ?? '';
  return `${seconds}.${fraction.padEnd(9, '0').slice(0, 9)}`;
}
