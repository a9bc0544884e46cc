import type { EnginePort } from '../enginePort';
import type { LogLine, LogsOptions } from '../runner';
import { Channel } from './channel';
import { Followers, type Followed } from './followers';
import { OneAtATime } from './oneAtATime';
import { inTimeOrder } from './timeOrder';

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

/**
 * The output of a task's containers, or of one of them: first what there is, in the order of its time. With `follow` it
 * goes on through restarts and with containers that start later, until the task has ended.
 */
export async function* taskLog(
  { port, engineBack, look, watch }: TaskLogContext,
  { container: wanted, follow = false, tail, since, timestamps = true, signal }: LogsOptions,
): AsyncGenerator<readonly LogLine[], void, undefined> {
  const channel = new Channel<readonly LogLine[]>();
  const range = { ...(tail !== undefined && { tail }), ...(since !== undefined && { since }) };
  const areTimed = timestamps || follow || wanted === undefined;
  const how = { engineBack, ...range, timestamps: areTimed };
  const followers = new Followers(port, how, (lines) => channel.send(lines));
  const lookAt = async () => {
    const { containers, isOver } = await look();
    return { containers: containers.filter((one) => wanted === undefined || one.container === wanted), isOver };
  };
  const leave = () => {
    followers.leave();
    channel.close();
  };
  const starts = new Map<string, number>();
  const followNew = async () => {
    const { containers, isOver } = await lookAt();
    for (const one of containers) {
      if (one.startedAt === undefined || starts.get(one.container) === one.startedAt) continue;
      starts.set(one.container, one.startedAt);
      followers.follow(one);
    }
    if (isOver) void followers.done().then(() => channel.close());
  };
  const looks = new OneAtATime(async () => followNew().catch(() => undefined));
  let watching: { dispose(): void } | undefined;
  signal?.addEventListener('abort', leave, { once: true });
  try {
    if (signal?.aborted) return;
    const { containers, isOver } = await lookAt();
    yield* inTimeOrder(containers.map((one) => followers.history(one)));
    if (!follow || isOver) return;
    watching = watch(() => void looks.do('task'));
    await followNew();
    yield* channel.read();
  } finally {
    watching?.dispose();
    signal?.removeEventListener('abort', leave);
    leave();
  }
}
