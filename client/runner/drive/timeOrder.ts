/** Several finite streams, each in order of time, as one. Items of one moment keep the order of the streams. */
export async function* inTimeOrder<Item extends { readonly time: number }>(
  streams: readonly AsyncIterable<readonly Item[]>[],
): AsyncGenerator<readonly Item[], void, undefined> {
  const readers = streams.map((stream) => new LotReader(stream));
  try {
    for (;;) {
      await Promise.all(readers.map(async (reader) => reader.fill()));
      const open = readers.filter((reader) => reader.head !== undefined);
      const [only, ...others] = open;
      if (only === undefined) return;
      yield others.length === 0 ? only.rest() : merged(open);
    }
  } finally {
    await Promise.all(readers.map(async (reader) => reader.leave()));
  }
}

/** Until one of them has to be read on. */
function merged<Item extends { readonly time: number }>(readers: readonly LotReader<Item>[]): Item[] {
  const found: Item[] = [];
  for (let first = earliest(readers); first?.head !== undefined; first = earliest(readers)) {
    found.push(first.head);
    first.next();
  }
  return found;
}

/** Undefined as soon as one has no head: its next item may be the earliest. */
function earliest<Item extends { readonly time: number }>(
  readers: readonly LotReader<Item>[],
): LotReader<Item> | undefined {
  let found: LotReader<Item> | undefined;
  for (const reader of readers) {
    if (reader.head === undefined) return undefined;
    if (found?.head === undefined || reader.head.time < found.head.time) found = reader;
  }
  return found;
}

/** A stream of lots, with a look at its next item. */
class LotReader<Item> {
  head: Item | undefined;
  private readonly lots: AsyncIterator<readonly Item[]>;
  private lot: readonly Item[] = [];
  private at = 0;

  constructor(stream: AsyncIterable<readonly Item[]>) {
    this.lots = stream[Symbol.asyncIterator]();
  }

  /** There is a head afterwards, until the stream has ended. */
  async fill(): Promise<void> {
    while (this.head === undefined) {
      const read = await this.lots.next();
      if (read.done) return;
      [this.lot, this.at, this.head] = [read.value, 0, read.value[0]];
    }
  }

  next(): void {
    this.head = this.lot[++this.at];
  }

  /** All that is left of the lot, in one piece. */
  rest(): readonly Item[] {
    this.head = undefined;
    return this.lot.slice(this.at);
  }

  async leave(): Promise<void> {
    await this.lots.return?.();
  }
}
