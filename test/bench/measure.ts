export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

export interface Rivals {
  /** Medians, in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
}

type Work = () => unknown;

/** Lets two pieces of work take turns, so that whatever else the machine does meets both. */
export async function compare(ours: Work, theirs: Work, rounds: { warm: number; measured: number }): Promise<Rivals> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -rounds.warm; round < rounds.measured; round++) {
    for (const [name, work] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      const began = performance.now();
      await work();
      if (round >= 0) times[name].push(performance.now() - began);
    }
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}
