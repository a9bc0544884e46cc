import type { EnginePort } from '../enginePort';
import type { LogLine } from '../runner';
import { Bookmark, containerLog, type Following } from './logs';

export interface Followed {
  readonly container: string;
  readonly id: string;
  readonly tty: boolean;
}

/** Tells every line of a task's containers; one that is started again goes on where it was. */
export class Followers {
  private readonly bookmarks = new Map<string, Bookmark>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly leaving = new AbortController();

  constructor(
    private readonly port: Pick<EnginePort, 'logs'>,
    private readonly how: Omit<Following, 'signal' | 'follow'>,
    /** The next line of a container waits for this one to be taken. */
    private readonly tell: (line: LogLine) => void | Promise<void>,
  ) {}

  /** What a container has written so far; what is followed later begins behind it. */
  async *history({ container, ...source }: Followed): AsyncGenerator<LogLine, void, undefined> {
    const how = { ...this.how, follow: false, signal: this.leaving.signal };
    for await (const { stream, time, text } of containerLog(this.port, source, how, this.bookmark(container)))
      yield { container, stream, time, text };
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

  private async read({ container, ...source }: Followed): Promise<void> {
    const how = { ...this.how, follow: true, signal: this.leaving.signal };
    try {
      for await (const { stream, time, text } of containerLog(this.port, source, how, this.bookmark(container)))
        await this.tell({ container, stream, time, text });
    } catch (error) {
      // The log is lost to us, the run is not.
      const text = `(the log cannot be read: ${error instanceof Error ? error.message : String(error)})`;
      await this.tell({ container, stream: 'stderr', time: Date.now(), text });
    }
  }

  /** Settles when every line has been told. */
  async done(): Promise<void> {
    await Promise.all(this.reading.values());
  }

  leave(): void {
    this.leaving.abort();
  }
}
