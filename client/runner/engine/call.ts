import { setMaxListeners } from 'node:events';
import type { Duplex } from 'node:stream';
import { EngineError } from '../errors';
import { engineError } from './failures';
import { limits } from './limits';
import { Vigil } from './vigil';

/** What a refusal says when that which was asked for is so already. */
interface Already {
  readonly statuses?: readonly number[];
  readonly message?: RegExp;
}

/** What the two ends of a connection have to tell of the engine. */
export interface Line {
  /** Something has come. */
  heard(): void;
  /** What reading from it has failed with. */
  explain(failure: unknown): EngineError;
}

/** Asks the engine for a sign of life. */
type Ping = () => Promise<unknown>;

/**
 * Carries out requests under a time limit and turns whatever they fail with into an EngineError. When the engine turns
 * out not to answer at all, everything under way fails as `lost`, long before its limit.
 */
export class Caller {
  private answered = false;
  private readonly closing = endless();
  /** Aborts when the engine is given up; another one follows at once. */
  private presence = endless();
  private readonly vigil: Vigil;

  constructor(
    private readonly asked: Ping,
    /** The engine does not answer: what is still open to it is of no use. */
    private readonly gone: () => void = () => undefined,
    /** Milliseconds, as in `limits`. */
    private readonly patience: { readonly quiet: number; readonly ping: number } = limits,
  ) {
    this.vigil = new Vigil(
      async () => this.askForLife(),
      () => this.giveUp(),
      patience.quiet,
    );
  }

  /** Settles when the engine answers, if only others. Rejects with kind `lost` when it does not, as all under way does. */
  async ping(): Promise<void> {
    if (!(await this.vigil.isThere())) throw silent();
  }

  private async askForLife(): Promise<void> {
    await this.limited(this.patience.ping, async () => {
      await this.asked();
      this.hear(); // too late for the ping, perhaps, but not for the engine
    });
  }

  /** `limit` in milliseconds. The work must heed the signal; when it does not, its late answer is dropped. */
  async call<Answer>(
    limit: number,
    work: (signal: AbortSignal) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    this.vigil.begin();
    try {
      return await this.limited(limit, work, signal);
    } finally {
      this.vigil.end();
    }
  }

  private giveUp(): void {
    const { presence } = this;
    this.presence = endless();
    presence.abort(silent());
    this.gone();
  }

  private async limited<Answer>(
    limit: number,
    work: (signal: AbortSignal) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const abort = this.abortable(signal);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort.controller.abort();
    }, limit);
    timer.unref();
    try {
      const answer = await Promise.race([work(abort.controller.signal), abort.aborted]);
      this.hear();
      return answer;
    } catch (failure) {
      if (timedOut)
        throw new EngineError('timeout', `no answer within ${limit / 1000} s`, undefined, { cause: failure });
      throw this.failure(failure, signal);
    } finally {
      clearTimeout(timer);
      abort.release();
    }
  }

  /** As `call` does; undefined when the engine has nothing of that name. */
  async find<Answer>(limit: number, work: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await this.call(limit, work);
    } catch (failure) {
      if (failure instanceof EngineError && failure.kind === 'not-found') return undefined;
      throw failure;
    }
  }

  /** As `call` does; a refusal like `already` counts as done. */
  async settle(
    limit: number,
    { statuses = [], message }: Already,
    work: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<void> {
    try {
      await this.call(limit, work);
    } catch (failure) {
      const isDone =
        failure instanceof EngineError &&
        (statuses.includes(failure.status ?? 0) || (message?.test(failure.message) ?? false));
      if (!isDone) throw failure;
    }
  }

  /** An answer that goes on: ends quietly when the signal aborts, throws an EngineError when the engine goes away. */
  async *stream<Item>(
    work: (signal: AbortSignal) => AsyncIterable<Item>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Item, void, undefined> {
    const abort = this.abortable(signal);
    const { signal: aborting } = abort.controller;
    try {
      for await (const item of work(aborting)) {
        this.hear();
        if (aborting.aborted) break;
        yield item;
      }
      if (aborting.reason instanceof EngineError) throw aborting.reason;
    } catch (failure) {
      if (aborting.reason instanceof EngineError) throw aborting.reason;
      if (!aborting.aborted) throw this.failure(failure, signal);
    } finally {
      abort.controller.abort();
      abort.release();
    }
  }

  /**
   * A connection that goes on after its call: cut when the engine is found lost. Where something on it is `awaited`, it
   * is a call that is out; without, whoever has it sees to it that silence is noticed.
   */
  line(connection: Duplex, use: 'awaited' | 'held' = 'held'): Line {
    const presence = this.presence.signal;
    const cut = () => void connection.destroy(silent());
    presence.addEventListener('abort', cut, { once: true });
    if (use === 'awaited') this.vigil.begin();
    connection.once('close', () => {
      presence.removeEventListener('abort', cut);
      if (use === 'awaited') this.vigil.end();
    });
    // Whoever reads is told of a failure; it must not end the process while nobody does.
    connection.on('error', () => undefined);
    return { heard: () => this.hear(), explain: (failure) => this.failure(failure, undefined) };
  }

  close(): void {
    this.closing.abort();
  }

  failure(failure: unknown, signal: AbortSignal | undefined): EngineError {
    if (signal?.aborted || this.closing.signal.aborted)
      return new EngineError('cancelled', 'the call was given up', undefined, { cause: failure });
    const error = engineError(failure, { answered: this.answered });
    if (error.status !== undefined) this.hear();
    return error;
  }

  private hear(): void {
    this.answered = true;
    this.vigil.heard();
  }

  /**
   * A controller that follows the given signal, `close`, and the loss of the engine, which is then its reason. `aborted`
   * rejects with that and never settles otherwise.
   */
  private abortable(signal: AbortSignal | undefined) {
    const controller = new AbortController();
    const presence = this.presence.signal;
    const follow = () => controller.abort();
    const lose = () => controller.abort(presence.reason);
    const followed = [this.closing.signal, ...(signal ? [signal] : [])];
    for (const source of followed) {
      if (source.aborted) follow();
      else source.addEventListener('abort', follow, { once: true });
    }
    presence.addEventListener('abort', lose, { once: true });
    const aborted = new Promise<never>((_resolve, reject) => {
      const fail = () => {
        const reason: unknown = controller.signal.reason;
        reject(reason instanceof Error ? reason : new Error('aborted'));
      };
      if (controller.signal.aborted) fail();
      else controller.signal.addEventListener('abort', fail, { once: true });
    });
    aborted.catch(() => undefined);
    const release = () => {
      presence.removeEventListener('abort', lose);
      for (const source of followed) source.removeEventListener('abort', follow);
    };
    return { controller, aborted, release };
  }
}

const silent = (): EngineError => new EngineError('lost', 'the engine does not answer');

/** As many listen to it as there are calls under way. */
function endless(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
