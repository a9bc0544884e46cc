/** A few at a time: a machine of two cores is no faster with all of them at once. */
export async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** What keeps this process from ending: connections, timers, programs. */
export const handles = (): string[] => process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
