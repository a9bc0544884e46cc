/** Several finite streams, each in order of time, as one. Lines of one moment keep the order of the streams. */
export async function* inTimeOrder<Item extends { readonly time: number }>(
  streams: readonly AsyncIterable<Item>[],
): AsyncGenerator<Item, void, undefined> {
  const readers = streams.map((stream) => stream[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(readers.map(async (reader) => reader.next()));
    for (;;) {
      const first = earliest(heads);
      const head = first === undefined ? undefined : heads[first];
      if (first === undefined || head === undefined || head.done) return;
      yield head.value;
      heads[first] = (await readers[first]?.next()) ?? { done: true, value: undefined };
    }
  } finally {
    await Promise.all(readers.map(async (reader) => reader.return?.()));
  }
}

function earliest<Item extends { readonly time: number }>(
  heads: readonly IteratorResult<Item, unknown>[],
): number | undefined {
  let found: { readonly index: number; readonly time: number } | undefined;
  heads.forEach((head, index) => {
    if (!head.done && (!found || head.value.time < found.time)) found = { index, time: head.value.time };
  });
  return found?.index;
}
