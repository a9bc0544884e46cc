/** Does something for a key, never twice at once: asked again meanwhile, it is done once more afterwards. */
export class OneAtATime {
  private readonly again = new Map<string, boolean>();

  constructor(private readonly work: (key: string) => Promise<void>) {}

  async do(key: string): Promise<void> {
    if (this.again.has(key)) {
      this.again.set(key, true);
      return;
    }
    do {
      this.again.set(key, false);
      await this.work(key);
    } while (this.again.get(key));
    this.again.delete(key);
  }
}
