import type { EnginePort } from '../../../client/runner/enginePort';
import { EngineError } from '../../../client/runner/errors';
import { EngineState } from './engineState';

export type Call = keyof EnginePort;

/** How an engine in memory fails. A call fails while `faults` has an error for it; `calls` tells what was asked. */
export class FaultyEngine extends EngineState {
  readonly calls: string[] = [];
  /** By call: the error it fails with, or undefined to let it pass. */
  readonly faults = new Map<Call, (...args: readonly unknown[]) => EngineError | undefined>();
  private isDead = false;
  private isHanging = false;

  /** From now on every call fails as when the engine has died; `revive` ends it. */
  die(): void {
    this.isDead = true;
    for (const { lose } of this.hearers) lose(lost());
  }

  /** From now on no call is answered, though every connection stays; `revive` ends it. Time limits are over at once. */
  hang(): void {
    this.isHanging = true;
  }

  revive(): void {
    this.isDead = false;
    this.isHanging = false;
  }

  private get failure(): EngineError | undefined {
    if (this.isDead) return lost();
    return this.isHanging ? new EngineError('timeout', 'no answer within 0 s') : undefined;
  }

  /** Each call begins with this. Rejects where it is to fail. */
  protected async asked(call: Call, ...args: readonly unknown[]): Promise<void> {
    this.calls.push([call, ...args.filter((arg) => typeof arg === 'string')].join(' '));
    await Promise.resolve();
    const fault = this.failure ?? this.faults.get(call)?.(...args);
    if (fault) throw fault;
  }
}

const lost = (): EngineError => new EngineError('lost', 'connect ECONNREFUSED');
