import type { EnginePort, RawLog } from '../enginePort';
import { EngineError } from '../errors';
import { isGone } from './resources';

export interface LogSource {
  readonly id: string;
  readonly tty: boolean;
}

export interface Following {
  readonly follow: boolean;
  readonly tail?: number;
  /** Whole seconds since the epoch. */
  readonly since?: number;
  readonly signal: AbortSignal;
  /** Settles when a lost engine answers again, or nobody waits for it any more. */
  readonly engineBack: () => Promise<void>;
}

/**
 * One container's log, each line once, from the bookmark on. With `follow` it is read until the container ends, and
 * then once more: the engine may close the stream before it has sent everything. Ends quietly when the container has
 * been removed, or keeps no log that can be read.
 */
export async function* containerLog(
  port: Pick<EnginePort, 'logs'>,
  { id, tty }: LogSource,
  { follow, tail, since, signal, engineBack }: Following,
  bookmark: Bookmark,
): AsyncGenerator<RawLog, void, undefined> {
  let isFollowing = follow;
  for (;;) {
    const from = bookmark.stamp ?? since;
    const range = {
      ...(from !== undefined && { since: from }),
      ...(tail !== undefined && bookmark.stamp === undefined && { tail }),
    };
    try {
      yield* bookmark.unseen(port.logs(id, { tty, signal, follow: isFollowing, ...range }));
      if (!isFollowing || signal.aborted) return;
      isFollowing = false;
    } catch (error) {
      if (isOver(error)) return;
      if (!follow || !isGone(error)) throw error;
      await engineBack();
      if (signal.aborted) return;
    }
  }
}

function isOver(error: unknown): boolean {
  if (!(error instanceof EngineError)) return false;
  const { kind, status, message } = error;
  return kind === 'not-found' || kind === 'conflict' || status === 501 || /does not support reading/i.test(message);
}

/** How many told lines are kept in mind. */
const kept = 512;

/** Where a log has been read to. The engine's `since` gives the last lines again; two streams may be out of order. */
export class Bookmark {
  /** The latest time that was told. */
  stamp: string | undefined;
  private readonly told: string[] = [];

  async *unseen(lines: AsyncIterable<RawLog>): AsyncGenerator<RawLog, void, undefined> {
    const repeated = this.stamp === undefined ? [] : [...this.told];
    for await (const line of lines) {
      const key = `${line.stamp} ${line.stream} ${line.text}`;
      const index = repeated.indexOf(key);
      if (index >= 0) {
        repeated.splice(index, 1);
        continue;
      }
      this.told.push(key);
      if (this.told.length > kept) this.told.splice(0, kept / 2);
      if (this.stamp === undefined || isBefore(this.stamp, line.stamp)) this.stamp = line.stamp;
      yield line;
    }
  }
}

/** Times of one engine differ in length only by the zeros it leaves out at their end. */
function isBefore(stamp: string, other: string): boolean {
  const comparable = (text: string): string => text.replace(/Z$/, '').replace('.', '').padEnd(27, '0');
  return comparable(stamp) < comparable(other);
}
