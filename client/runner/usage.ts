import type { EnginePort } from './enginePort';
import { numberAt } from './engine/json';
import type { Usage } from './runner';

type Sample = Readonly<Record<string, unknown>>;

/** Time for two samples: the engine sends the first at once, and then one a second. */
const patience = 5_000;

/**
 * What a container has used between two samples of the engine. Undefined when it has not run that long, or when the
 * signal aborts.
 */
export async function usageOf(
  port: Pick<EnginePort, 'stats'>,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Pick<Usage, 'cpus' | 'memory'> | undefined> {
  const enough = AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);
  let before: Sample | undefined;
  for await (const sample of port.stats(id, enough)) {
    if (before) return usageBetween(before, sample);
    before = sample;
  }
  return undefined;
}

/**
 * Two samples of `GET /containers/{id}/stats`. Undefined when they tell nothing, as those of a container that has
 * stopped.
 */
export function usageBetween(before: Sample, after: Sample): Pick<Usage, 'cpus' | 'memory'> | undefined {
  const milliseconds = Date.parse(String(after['read'])) - Date.parse(String(before['read']));
  const [first, second] = [before, after].map((sample) => numberAt(sample, 'cpu_stats', 'cpu_usage', 'total_usage'));
  const memory = numberAt(after, 'memory_stats', 'usage');
  if (first === undefined || second === undefined || memory === undefined || !(milliseconds > 0)) return undefined;
  return { cpus: Math.max(0, second - first) / (milliseconds * 1e6), memory: Math.max(0, memory - fileCache(after)) };
}

/** Bytes the kernel gives back at once when they are needed: cgroups 1 and 2 name them differently, as `docker stats` knows. */
const fileCache = (sample: Sample): number =>
  numberAt(sample, 'memory_stats', 'stats', 'total_inactive_file') ??
  numberAt(sample, 'memory_stats', 'stats', 'inactive_file') ??
  0;
