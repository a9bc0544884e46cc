import type { EnginePort } from '../enginePort';
import type { RawLog } from '../rawLog';
import type { LogLine } from '../runner';
import type { EventHub } from './eventHub';
import { within } from './within';
import { Bookmark, containerLog, type Following } from './logs';

export interface Followed {
  readonly container: string;
  readonly id: string;
  readonly tty: boolean;
  /** Of what it has written before, only so many lines. */
  readonly tail?: number;
}

/** Tells every line of a task's containers; one that is started again goes on where it was. */
export class Followers {
  private readonly bookmarks = new Map<string, Bookmark>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly leaving = new AbortController();
  /** Those whose log is being read. */
  private readonly open = new Set<string>();
  private heardAt = 0;

  /** Tells line by line; while the engine is away, waits for it. */
  static of(port: Pick<EnginePort, 'logs'>, hub: Pick<EventHub, 'verify'>, tell: (line: LogLine) => void): Followers {
    const how = { engineBack: async () => void (await hub.verify()), timestamps: true };
    return new Followers(port, how, (lines) => lines.forEach(tell));
  }

  constructor(
    private readonly port: Pick<EnginePort, 'logs'>,
    private readonly how: Omit<Following, 'signal' | 'follow'>,
    /** The next lines of a container wait for these to be taken. */
    private readonly tell: (lines: readonly LogLine[]) => Promise<void> | undefined | void,
  ) {}

  /** What a container has written so far; what is followed later begins behind it. */
  async *history({ container, ...source }: Followed): AsyncGenerator<readonly LogLine[], void, undefined> {
    const how = { ...this.how, follow: false, signal: this.leaving.signal };
    for await (const lines of containerLog(this.port, source, how, this.bookmark(container)))
      yield linesOf(container, lines);
  }

  follow(followed: Followed): void {
    const { container } = followed;
    const before = this.reading.get(container) ?? Promise.resolve();
    this.reading.set(
      container,
      before.then(async () => this.read(followed)),
    );
  }

  private bookmark(container: string): Bookmark {
    const bookmark = this.bookmarks.get(container) ?? new Bookmark();
    this.bookmarks.set(container, bookmark);
    return bookmark;
  }

  private async read({ container, tail, ...source }: Followed): Promise<void> {
    const how = { ...this.how, ...(tail !== undefined && { tail }), follow: true, signal: this.leaving.signal };
    this.open.add(container);
    try {
      for await (const lines of containerLog(this.port, source, how, this.bookmark(container))) {
        this.heardAt = Date.now();
        await this.tell(linesOf(container, lines));
      }
    } catch (error) {
      // The log is lost to us, the run is not.
      const text = `(the log cannot be read: ${error instanceof Error ? error.message : String(error)})`;
      await this.tell([{ container, stream: 'stderr', time: Date.now(), text }]);
    } finally {
      this.open.delete(container);
    }
  }

  /** Settles when every line has been told. */
  async done(): Promise<void> {
    await Promise.all(this.reading.values());
  }

  /** The same, unless nothing has come for so many milliseconds: then it says that the end is missing. */
  async finish(patience: number): Promise<void> {
    this.heardAt = Date.now();
    const done = this.done();
    let silence = 0;
    do {
      await within(patience - silence, done);
      silence = Date.now() - this.heardAt;
    } while (this.open.size > 0 && silence < patience);
    for (const container of this.open)
      await this.tell([
        { container, stream: 'stderr', time: Date.now(), text: '(the engine sent no end of this log)' },
      ]);
  }

  leave(): void {
    this.leaving.abort();
  }
}

const linesOf = (container: string, lines: readonly RawLog[]): LogLine[] =>
  lines.map(({ stream, time, text }) => ({ container, stream, time, text }));
