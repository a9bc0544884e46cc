import type { EnginePort } from '../enginePort';
import type { LogLine, Runner } from '../runner';
import { Channel } from './channel';
import { Followers, type Followed } from './followers';
import { OneAtATime } from './oneAtATime';

/** A task's containers at one moment. */
export interface Look {
  /** With the time of their start: one that has started again has more to tell. */
  readonly containers: readonly (Followed & { readonly startedAt: number | undefined })[];
  /** Nothing will be written any more. */
  readonly isOver: boolean;
}

export interface TaskLogContext {
  readonly port: Pick<EnginePort, 'logs'>;
  readonly engineBack: () => Promise<void>;
  readonly look: () => Promise<Look>;
  /** Calls back when it is time for another look. */
  readonly watch: (changed: () => void) => { dispose(): void };
}

type LogOptions = NonNullable<Parameters<Runner['logs']>[1]>;

/**
 * The output of a task's containers, or of one of them. With `follow` it goes on through restarts and with containers
 * that start later, until the task has ended.
 */
export async function* taskLog(
  { port, engineBack, look, watch }: TaskLogContext,
  { container: wanted, follow = false, tail, since, signal }: LogOptions,
): AsyncGenerator<LogLine, void, undefined> {
  const channel = new Channel<LogLine>();
  const range = { ...(tail !== undefined && { tail }), ...(since !== undefined && { since }) };
  const followers = new Followers(port, { follow, engineBack, ...range }, async (line) => channel.send(line));
  const leave = () => {
    followers.leave();
    channel.close();
  };
  const starts = new Map<string, number | undefined>();
  const readOn = async () => {
    const { containers, isOver } = await look();
    for (const one of containers) {
      const isNew = !starts.has(one.container) || starts.get(one.container) !== one.startedAt;
      if (!isNew || (wanted !== undefined && one.container !== wanted)) continue;
      starts.set(one.container, one.startedAt);
      if (one.startedAt !== undefined || !follow) followers.follow(one);
    }
    if (isOver || !follow) void followers.done().then(() => channel.close());
  };
  const looks = new OneAtATime(async () => readOn().catch(() => undefined));
  const watching = follow ? watch(() => void looks.do('task')) : undefined;
  signal?.addEventListener('abort', leave, { once: true });
  try {
    if (!signal?.aborted) await readOn();
    else leave();
    yield* channel.read();
  } finally {
    watching?.dispose();
    signal?.removeEventListener('abort', leave);
    leave();
  }
}
