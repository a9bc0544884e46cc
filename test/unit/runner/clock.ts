/** A clock that jumps from event to event. */
export class Clock {
  /** Milliseconds. */
  now = 0;
  private readonly agenda: { readonly at: number; readonly order: number; readonly act: () => void }[] = [];
  private order = 0;

  at(time: number, act: () => void): void {
    this.agenda.push({ at: time, order: this.order++, act });
  }

  soon(delay: number, act: () => void): void {
    this.at(this.now + delay, act);
  }

  /** When the next thing happens; undefined when nothing is left to. */
  get next(): number | undefined {
    this.agenda.sort((a, b) => a.at - b.at || a.order - b.order);
    return this.agenda[0]?.at;
  }

  /** Lets the next thing happen. */
  goOn(): void {
    this.agenda.shift()?.act();
  }
}
