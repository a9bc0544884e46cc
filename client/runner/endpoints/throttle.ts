/** Requests a second that the agent's endpoint answers in the long run, and at once. */
const rate = 40;
const burst = 60;

/** A token bucket, as the agent's. */
export class Throttle {
  private tokens = burst;
  private last: number;

  constructor(private readonly now: () => number = Date.now) {
    this.last = now();
  }

  /** May this request be answered? */
  admits(): boolean {
    const now = this.now();
    this.tokens = Math.min(burst, this.tokens + ((now - this.last) / 1000) * rate);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens--;
    return true;
  }
}
