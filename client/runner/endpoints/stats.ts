import type { EnginePort } from '../enginePort';

export type Sample = Readonly<Record<string, unknown>>;

/** Milliseconds: a reader nobody asks any more ends; a question waits that long for the first sample. */
const idle = 60_000;
const firstSample = 3_000;

/** Live statistics: one stream a container, open only while somebody asks. */
export class StatsReaders {
  private readonly readers = new Map<string, Reader>();

  constructor(private readonly port: Pick<EnginePort, 'stats'>) {}

  /** The last sample of a container with its `network_rate_stats`, or null when there is none. */
  async latest(id: string): Promise<Sample | null> {
    let reader = this.readers.get(id);
    if (!reader) {
      reader = new Reader(this.port, id, () => this.readers.delete(id));
      this.readers.set(id, reader);
    }
    return reader.latest();
  }

  close(): void {
    for (const reader of [...this.readers.values()]) reader.close();
  }
}

class Reader {
  private readonly life = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private last: Sample | undefined;
  private before: Sample | undefined;
  private waiting: (() => void)[] = [];

  constructor(
    port: Pick<EnginePort, 'stats'>,
    id: string,
    private readonly ended: () => void,
  ) {
    this.timer = setTimeout(() => this.close(), idle);
    this.timer.unref();
    void this.read(port.stats(id, this.life.signal));
  }

  async latest(): Promise<Sample | null> {
    this.timer.refresh();
    if (!this.last && !this.life.signal.aborted)
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        setTimeout(resolve, firstSample).unref();
      });
    return this.last ? { ...this.last, network_rate_stats: rates(this.before, this.last) } : null;
  }

  close(): void {
    clearTimeout(this.timer);
    this.life.abort();
    this.ended();
    this.wake();
  }

  private async read(samples: AsyncIterable<Sample>): Promise<void> {
    try {
      for await (const sample of samples) {
        this.before = this.last;
        this.last = sample;
        this.wake();
      }
    } catch {
      // The container or the engine is gone: the next question begins anew.
    }
    this.close();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Bytes a second between two samples, over all interfaces. */
export function rates(before: Sample | undefined, last: Sample): object {
  const seconds = before ? (Date.parse(String(last.read)) - Date.parse(String(before.read))) / 1000 : 0;
  const rate = (what: string) =>
    before && seconds > 0 ? Math.max(0, (total(last, what) - total(before, what)) / seconds) : 0;
  return { rx_bytes_per_sec: rate('rx_bytes'), tx_bytes_per_sec: rate('tx_bytes') };
}

function total({ networks }: Sample, what: string): number {
  const interfaces = Object.values((networks ?? {}) as Readonly<Record<string, Readonly<Record<string, number>>>>);
  return interfaces.reduce((sum, one) => sum + (one[what] ?? 0), 0);
}
