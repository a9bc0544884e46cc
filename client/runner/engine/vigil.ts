import { setImmediate as turn } from 'node:timers/promises';
import { isUnanswered } from '../errors';
import { limits } from './limits';

/**
 * Watches over calls that are out: a socket that stays open tells nothing about who is behind it. Where nothing is heard
 * meanwhile the engine is pinged, and one that does not answer that either is gone. With no call out, it is for others
 * to ask.
 */
export class Vigil {
  private out = 0;
  private answers = 0;
  /** At the last look. */
  private known = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    /** Rejects with an EngineError, under its own time limit. */
    private readonly ping: () => Promise<void>,
    private readonly gone: () => void,
    /** Milliseconds. */
    private readonly quiet: number = limits.quiet,
  ) {}

  /** Any answer, to whatever call. */
  heard(): void {
    this.answers++;
  }

  begin(): void {
    this.out++;
    this.timer ??= this.wait();
  }

  end(): void {
    this.out--;
  }

  private wait(): NodeJS.Timeout {
    return setTimeout(() => void this.look(), this.quiet).unref();
  }

  private async look(): Promise<void> {
    if (this.out > 0 && this.answers === this.known) await this.isThere();
    this.known = this.answers;
    this.timer = this.out > 0 ? this.wait() : undefined;
  }

  /** Pings now. One that does not answer is told to be gone, and false. */
  async isThere(): Promise<boolean> {
    const before = this.answers;
    if (await this.isPinged()) return true;
    // After a standstill of this process, or of the machine, limits run out before what has arrived is read.
    await turn();
    // What was heard while the ping was out counts: an engine under load may answer others first.
    if (this.answers !== before) return true;
    this.gone();
    return false;
  }

  private async isPinged(): Promise<boolean> {
    return this.ping().then(
      () => true,
      (error: unknown) => !isUnanswered(error),
    );
  }
}
