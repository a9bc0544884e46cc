import { setTimeout as sleep } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import type { CreateBody } from '../plan';
import { Tunnel } from './tunnel';

/** Milliseconds between two attempts to attach, and how often in a row an attempt may fail. */
const pause = 500;
const attempts = 20;

export type LinkPort = Pick<EnginePort, 'create' | 'start' | 'kill' | 'remove' | 'inspect' | 'attach'>;

export interface LinkEvents {
  readonly connected: (connection: Duplex) => void;
  /** The link could not be kept up. */
  readonly gone: () => void;
}

/**
 * A link container, started or found, and the session with it. A session that is lost is begun again, with the
 * container started again if need be.
 */
export class Link {
  private life = new AbortController();
  private tunnel: Tunnel | undefined;
  private id: string | undefined;
  private serving = false;
  /** It has just been started, so nobody has to ask. */
  private isFresh = false;
  private starting: Promise<void> | undefined;

  constructor(
    private readonly port: LinkPort,
    readonly name: string,
    private readonly events: LinkEvents,
  ) {}

  /**
   * Creates and starts the container, or starts the one that is there. Rejects with an EngineError, of kind `cancelled`
   * where the link has been ended.
   */
  async start(body: CreateBody): Promise<void> {
    this.starting = this.createAndStart(body);
    return this.starting;
  }

  private async createAndStart(body: CreateBody): Promise<void> {
    const { signal } = this.life;
    const goOn = () => {
      if (signal.aborted) throw new EngineError('cancelled', 'the link has been ended');
    };
    goOn();
    try {
      this.id = await this.port.create(this.name, body, {});
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind !== 'conflict') throw error;
    }
    goOn();
    await this.port.start(this.id ?? this.name);
    this.isFresh = true;
  }

  /** The container was started ahead. */
  found(): void {
    this.isFresh = true;
  }

  /** Begins a session. Settles with whether the helper has answered within some seconds; goes on in any case. */
  async attach(): Promise<boolean> {
    const { signal } = this.life;
    this.isFresh = false;
    const attachment = await this.port.attach(this.id ?? this.name, signal);
    const tunnel = new Tunnel(attachment, this.events.connected);
    this.tunnel = tunnel;
    if (signal.aborted) tunnel.close();
    const answered = await Promise.race([tunnel.attached, sleep(6_000, false, { ref: false })]);
    if (!answered) tunnel.close();
    return answered;
  }

  get isServing(): boolean {
    return this.serving;
  }

  /** Keeps a session up until `release`, `end` or `remove`. */
  async serve(): Promise<void> {
    if (this.serving) return;
    this.serving = true;
    for (let failures = 0; !this.life.signal.aborted && failures < attempts;) {
      await this.tunnel?.ended;
      if (this.life.signal.aborted) return;
      if (this.tunnel) await sleep(pause, undefined, { ref: false });
      failures = (await this.again()) ? 0 : failures + 1;
    }
    if (!this.life.signal.aborted) this.events.gone();
  }

  private async again(): Promise<boolean> {
    try {
      const found = this.isFresh || (await this.port.inspect(this.id ?? this.name));
      if (!found || this.life.signal.aborted) return false;
      if (found !== true && found.state !== 'running') await this.port.start(found.id);
      return await this.attach();
    } catch {
      return false;
    }
  }

  /** Lets go; the container stays and answers that nobody is there. */
  release(): void {
    this.life.abort();
    this.tunnel?.close();
  }

  /** Ends the container, too, once it is there if it is being made. What stays of it goes with the task. */
  async end(): Promise<void> {
    this.release();
    await this.starting?.catch(() => undefined);
    await this.port.kill(this.id ?? this.name).catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.end();
    await this.port.remove(this.id ?? this.name).catch(() => undefined);
    this.id = undefined;
    this.tunnel = undefined;
    this.life = new AbortController();
  }
}
