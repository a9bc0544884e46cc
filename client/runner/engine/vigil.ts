import { setImmediate as turn } from 'node:timers/promises';
import { isUnanswered } from '../errors';
import { limits } from './limits';

/**
 * Watches over calls that are out: a socket that stays open tells nothing about who is behind it. Where nothing is heard
 * meanwhile the engine is pinged, and one that does not answer that either is gone. With no call out, nothing is asked.
 */
export class Vigil {
  private out = 0;
  private wasHeard = false;
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
    this.wasHeard = true;
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
    const isSilent = this.out > 0 && !this.wasHeard && !(await this.answers());
    // After a standstill of this process, or of the machine, limits run out before what has arrived is read.
    if (isSilent) await turn();
    // What was heard while the ping was out counts: an engine under load may answer others first.
    if (isSilent && !this.wasHeard) this.gone();
    this.wasHeard = false;
    this.timer = this.out > 0 ? this.wait() : undefined;
  }

  private async answers(): Promise<boolean> {
    return this.ping().then(
      () => true,
      (error: unknown) => !isUnanswered(error),
    );
  }
}
