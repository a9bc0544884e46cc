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

/** As long as an editor would keep at one of them; taking turns at every call, each would pay for the other's garbage. */
const block = 10;

/**
 * Lets two pieces of work take turns, so that whatever else the machine does meets both. Milliseconds of processor
 * time, garbage collection included: what others take of the machine does not count.
 */
export async function compare(ours: Work, theirs: Work, blocks: { warm: number; measured: number }): Promise<Rivals> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let round = -blocks.warm; round < blocks.measured; round++) {
    for (const [name, work] of [
      ['ours', ours],
      ['theirs', theirs],
    ] as const) {
      const began = processorTime();
      for (let call = 0; call < block; call++) await work();
      if (round >= 0) times[name].push((processorTime() - began) / block);
    }
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
