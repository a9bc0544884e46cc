import type { EnginePort } from '../enginePort';
import type { RawLog } from '../rawLog';
import { EngineError, isGone } from '../errors';

export interface LogSource {
  readonly id: string;
  readonly tty: boolean;
}

export interface Following {
  readonly follow: boolean;
  readonly tail?: number;
  /** Whole seconds since the epoch. */
  readonly since?: number;
  /** Without, a log cannot be read on: not for one that is followed, now or later. */
  readonly timestamps: boolean;
  readonly signal: AbortSignal;
  /** Settles when a lost engine answers again, or nobody waits for it any more. */
  readonly engineBack: () => Promise<void>;
}

/**
 * One container's log, in the lots it arrives in, each line once, from the bookmark on. With `follow` it is read until the container ends, and
 * then once more: the engine may close the stream before it has sent everything; where that was so, the container may
 * still be running and is followed again. Ends quietly when the container has been removed, or keeps no log that can be
 * read.
 */
export async function* containerLog(
  port: Pick<EnginePort, 'logs'>,
  { id, tty }: LogSource,
  { follow, tail, since, timestamps, signal, engineBack }: Following,
  bookmark: Bookmark,
): AsyncGenerator<readonly RawLog[], void, undefined> {
  let isFollowing = follow;
  const how = { tty, signal, timestamps: timestamps || tty };
  for (;;) {
    const from = bookmark.stamp ?? since;
    const range = {
      ...(from !== undefined && { since: from }),
      ...(tail !== undefined && bookmark.stamp === undefined && { tail }),
    };
    try {
      const unseen = bookmark.goOn();
      let found = 0;
      for await (const lot of port.logs(id, { ...how, follow: isFollowing, ...range })) {
        const lines = unseen(lot);
        found += lines.length;
        if (lines.length > 0) yield lines;
      }
      if (!follow || signal.aborted || (!isFollowing && found === 0)) return;
      isFollowing = !isFollowing;
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
  private told: readonly RawLog[] = [];

  /** Reading begins again: gives what leaves out of each lot the lines that were told before. */
  goOn(): (lines: readonly RawLog[]) => readonly RawLog[] {
    const repeated = this.stamp === undefined ? [] : [...this.told];
    return (lines) => {
      const unseen = repeated.length === 0 ? lines : lines.filter((line) => !wasTold(line, repeated));
      this.keepInMind(unseen);
      return unseen;
    };
  }

  private keepInMind(lines: readonly RawLog[]): void {
    for (const { stamp } of lines) if (this.stamp === undefined || isBefore(this.stamp, stamp)) this.stamp = stamp;
    this.told = lines.length < kept ? [...this.told, ...lines].slice(-kept) : lines.slice(-kept);
  }
}

/** Takes the line out of those that come again. */
function wasTold({ stamp, stream, text }: RawLog, repeated: RawLog[]): boolean {
  const index = repeated.findIndex((told) => told.stamp === stamp && told.stream === stream && told.text === text);
  if (index >= 0) repeated.splice(index, 1);
  return index >= 0;
}

/** Times of one engine differ in length only by the zeros it leaves out at their end. */
function isBefore(stamp: string, other: string): boolean {
  if (stamp.length === other.length) return stamp < other;
  const comparable = (text: string): string => text.replace(/Z$/, '').replace('.', '').padEnd(27, '0');
  return comparable(stamp) < comparable(other);
}
