import { isGone, isUnanswered } from '../errors';
import type { Operation, RunnerEvent } from '../state';
import type { EventHub } from './eventHub';
import { failed } from './failure';
import type { Operations } from './operations';

/** An engine that answers a ping but keeps dropping a call is believed to be unable to carry it out. */
const attempts = 3;

/**
 * Carries out what was decided for one task. A call that the engine was lost in is made again when it is back: what
 * nobody has answered is never told.
 */
export class Attempts {
  private readonly pulls = new Map<string, AbortController>();
  private isOver = false;

  constructor(
    private readonly operations: Pick<Operations, 'run' | 'kill' | 'plan'>,
    private readonly hub: Pick<EventHub, 'verify'>,
    private readonly tell: (event: RunnerEvent) => void,
  ) {}

  /** Tells how it went, unless `release` comes first. `timeout` in seconds, for stop. */
  async make(operation: Exclude<Operation, 'inspect'>, container: string, timeout: number): Promise<void> {
    const abort = new AbortController();
    if (operation === 'manifest' || operation === 'pull') this.pulls.set(container, abort);
    for (let attempt = 1, again = false; !this.isOver; again = true) {
      try {
        const answer = await this.operations.run(operation, container, { signal: abort.signal, again, timeout });
        return this.tell({ type: 'done', container, operation, ...answer });
      } catch (error) {
        const engine = isUnanswered(error) ? await this.hub.verify() : 'there';
        if (engine === 'back') continue;
        if (!isGone(error) || attempt++ >= attempts)
          return this.tell(failed(container, operation, error, this.operations.plan.target));
      }
    }
  }

  /** Its answer is that of the stop it hurries; one that was lost with the engine is decided on again. */
  async kill(container: string): Promise<void> {
    try {
      await this.operations.kill(container);
    } catch (error) {
      if (isUnanswered(error)) await this.hub.verify();
    }
  }

  /** Gives up the container's pull, if there is one. */
  cancel(container: string): void {
    this.pulls.get(container)?.abort();
  }

  release(): void {
    this.isOver = true;
    for (const pull of this.pulls.values()) pull.abort();
  }
}
