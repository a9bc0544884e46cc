/**
 * Does something for a key, never twice at once: asked again meanwhile, it is done once more afterwards. Settles when it
 * has been done for everybody who had asked.
 */
export class OneAtATime {
  private readonly running = new Map<string, { again: boolean; readonly done: Promise<void> }>();

  constructor(private readonly work: (key: string) => Promise<void>) {}

  async do(key: string): Promise<void> {
    const current = this.running.get(key);
    if (current) {
      current.again = true;
      return current.done;
    }
    const entry = { again: false, done: this.repeat(key) };
    this.running.set(key, entry);
    return entry.done;
  }

  private async repeat(key: string): Promise<void> {
    // By the next turn the entry is there that others mark.
    await Promise.resolve();
    try {
      for (let again = true; again; again = this.takeMark(key)) await this.work(key);
    } finally {
      this.running.delete(key);
    }
  }

  private takeMark(key: string): boolean {
    const entry = this.running.get(key);
    if (!entry?.again) return false;
    entry.again = false;
    return true;
  }
}
