import { setMaxListeners } from 'node:events';
import { EngineError } from '../errors';
import { engineError } from './failures';

/** What a refusal says when that which was asked for is so already. */
interface Already {
  readonly statuses?: readonly number[];
  readonly message?: RegExp;
}

/** Carries out requests under a time limit and turns whatever they fail with into an EngineError. */
export class Caller {
  private answered = false;
  private readonly closing = new AbortController();

  constructor() {
    // As many as there are calls under way.
    setMaxListeners(0, this.closing.signal);
  }

  /** `limit` in milliseconds. The work must heed the signal; when it does not, its late answer is dropped. */
  async call<Answer>(
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
      this.answered = true;
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
    try {
      for await (const item of work(abort.controller.signal)) {
        this.answered = true;
        if (abort.controller.signal.aborted) return;
        yield item;
      }
    } catch (failure) {
      if (!abort.controller.signal.aborted) throw this.failure(failure, signal);
    } finally {
      abort.controller.abort();
      abort.release();
    }
  }

  close(): void {
    this.closing.abort();
  }

  failure(failure: unknown, signal: AbortSignal | undefined): EngineError {
    if (signal?.aborted || this.closing.signal.aborted)
      return new EngineError('cancelled', 'the call was given up', undefined, { cause: failure });
    const error = engineError(failure, { answered: this.answered });
    if (error.status !== undefined) this.answered = true;
    return error;
  }

  /** A controller that follows the given signal and `close`. `aborted` rejects then and never settles otherwise. */
  private abortable(signal: AbortSignal | undefined) {
    const controller = new AbortController();
    const follow = () => controller.abort();
    const followed = [this.closing.signal, ...(signal ? [signal] : [])];
    for (const source of followed) {
      if (source.aborted) follow();
      else source.addEventListener('abort', follow, { once: true });
    }
    const aborted = new Promise<never>((_resolve, reject) => {
      const fail = () => reject(new Error('aborted'));
      if (controller.signal.aborted) fail();
      else controller.signal.addEventListener('abort', fail, { once: true });
    });
    aborted.catch(() => undefined);
    const release = () => {
      for (const source of followed) source.removeEventListener('abort', follow);
    };
    return { controller, aborted, release };
  }
}
