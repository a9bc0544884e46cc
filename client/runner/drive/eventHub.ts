import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from '../errors';
import type { EngineEvent, EnginePort } from '../enginePort';
import { limits } from '../engine/limits';
import { label } from '../labels';

export interface Listener {
  event?(event: EngineEvent): void;
  /** The engine has stopped answering, or answers again; events in between were missed. */
  reachable?(reachable: boolean): void;
  /** Sees to a task, so that a silent engine has to be noticed even when nothing is asked of it. */
  readonly isDriver?: boolean;
}

const silent = (): EngineError => new EngineError('lost', 'the engine does not answer');

/** Milliseconds between two attempts to hear a lost engine. */
const shortestPause = 250;
const longestPause = 5_000;

/**
 * One stream of engine events for everybody in this process: open while somebody listens, opened again when the engine
 * was lost. An engine that hangs keeps it open: while somebody drives a task and no event comes, the engine is pinged.
 */
export class EventHub {
  private readonly listeners = new Set<Listener>();
  private state: 'closed' | 'opening' | 'open' | 'lost' = 'closed';
  private life: AbortController | undefined;
  private attempt: AbortController | undefined;
  private waiting: (() => void)[] = [];
  private lastTime: number | undefined;

  private idleness: NodeJS.Timeout | undefined;

  constructor(
    private readonly port: Pick<EnginePort, 'events' | 'ping'>,
    /** Milliseconds, as in `limits`. */
    private readonly idle: number = limits.idle,
  ) {}

  listen(listener: Listener): { dispose(): void } {
    this.listeners.add(listener);
    this.attend();
    if (!this.life) {
      this.life = new AbortController();
      this.state = 'opening';
      void this.run(this.life.signal);
    }
    return {
      dispose: () => {
        this.listeners.delete(listener);
        this.attend();
        if (this.listeners.size === 0) this.close();
      },
    };
  }

  /** Settles with the first attempt: whether events are being heard. What happens from then on is not missed. */
  async opened(): Promise<boolean> {
    while (this.state === 'opening') await this.change();
    return this.state === 'open';
  }

  /**
   * A call has failed as if the engine were gone. Was it? Settles when the engine answers, or nobody listens any more.
   */
  async verify(): Promise<'there' | 'back'> {
    await this.check();
    if (this.state === 'open') return 'there';
    while (this.state === 'opening' || this.state === 'lost') await this.change();
    return 'back';
  }

  private async check(): Promise<void> {
    const { attempt } = this;
    if (this.state !== 'open') return;
    await this.port.ping().catch(() => {
      // What is heard by now may be another engine, or nobody listens any more.
      if (this.state !== 'open' || this.attempt !== attempt) return;
      this.enter('lost');
      attempt?.abort();
    });
  }

  /** Asks for a sign of life each time nothing was heard for a while, as long as somebody has a task to see to. */
  private attend(): void {
    const isDriven = [...this.listeners].some(({ isDriver }) => isDriver);
    if (isDriven) this.idleness ??= setInterval(() => void this.check(), this.idle).unref();
    else {
      clearInterval(this.idleness);
      this.idleness = undefined;
    }
  }

  get isLost(): boolean {
    return this.state === 'lost';
  }

  /** An engine known to be lost is not asked: throws the EngineError that it would end with. */
  refuseIfLost(): void {
    if (this.isLost) throw silent();
  }

  /** The answer, which may take long; rejects with an EngineError when the engine is lost before. */
  async unlessLost<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.refuseIfLost();
    let tell: (error: EngineError) => void = () => undefined;
    const loss = new Promise<never>((_resolve, reject) => (tell = reject));
    const listening = this.listen({ reachable: (reachable) => !reachable && tell(silent()) });
    return Promise.race([answer, loss]).finally(() => listening.dispose());
  }

  close(): void {
    this.life?.abort();
    this.life = undefined;
    clearInterval(this.idleness);
    this.idleness = undefined;
    this.enter('closed');
  }

  private async run(life: AbortSignal): Promise<void> {
    let pause = shortestPause;
    while (!life.aborted) {
      const heard = await this.hear(life);
      if (life.aborted) return;
      this.enter('lost');
      pause = heard ? shortestPause : Math.min(longestPause, pause * 2);
      await sleep(pause, undefined, { signal: life }).catch(() => undefined);
    }
  }

  /** Hears until the engine goes away. Had it answered at all? */
  private async hear(life: AbortSignal): Promise<boolean> {
    const attempt = (this.attempt = new AbortController());
    let answered = false;
    const timer = setTimeout(() => !answered && attempt.abort(), limits.version);
    const options = {
      signal: AbortSignal.any([life, attempt.signal]),
      ...(this.lastTime !== undefined && { since: this.lastTime }),
      ready: () => {
        answered = true;
        if (!life.aborted) this.enter('open');
      },
    };
    try {
      for await (const event of this.port.events([label.task], options)) {
        if (life.aborted) break;
        this.lastTime = event.time;
        this.idleness?.refresh();
        for (const listener of [...this.listeners]) listener.event?.(event);
      }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    } finally {
      clearTimeout(timer);
    }
    return answered;
  }

  private enter(state: EventHub['state']): void {
    if (this.state === state) return;
    const wasOpening = this.state === 'opening';
    this.state = state;
    for (const wake of this.waiting.splice(0)) wake();
    if (state === 'lost' || (state === 'open' && !wasOpening))
      for (const listener of [...this.listeners]) listener.reachable?.(state === 'open');
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
