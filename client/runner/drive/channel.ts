/** A reader that falls behind makes the writers wait from this many items on. */
const buffered = 16;

/** Items on their way from several writers to one reader, in the order they were sent. */
export class Channel<Item> {
  private readonly items: Item[] = [];
  private readonly writers: (() => void)[] = [];
  private wakeReader: (() => void) | undefined;
  private isClosed = false;

  /** Undefined while there is room for more; else settles when there is, at once after `close`. */
  send(item: Item): Promise<void> | undefined {
    if (this.isClosed) return undefined;
    this.items.push(item);
    this.wakeReader?.();
    return this.items.length < buffered ? undefined : this.room();
  }

  private async room(): Promise<void> {
    while (this.items.length >= buffered && !this.isClosed)
      await new Promise<void>((resolve) => this.writers.push(resolve));
  }

  /** The reader still gets what was sent. */
  close(): void {
    this.isClosed = true;
    this.wakeReader?.();
    this.letWrite();
  }

  async *read(): AsyncGenerator<Item, void, undefined> {
    try {
      for (;;) {
        const item = this.items.shift();
        if (item === undefined) {
          if (this.isClosed) return;
          await new Promise<void>((resolve) => (this.wakeReader = resolve));
        } else {
          if (this.items.length < buffered) this.letWrite();
          yield item;
        }
      }
    } finally {
      this.close();
    }
  }

  private letWrite(): void {
    for (const wake of this.writers.splice(0)) wake();
  }
}
