import { randomBytes } from 'node:crypto';
import type { EnginePort } from '../enginePort';
import { EngineError } from '../errors';
import { mebibyte } from '../fieldMap/scope';
import type { CreateBody } from '../plan';

/** Milliseconds it may take, its container's start and the burial of the group's last process included. */
const patience = 30_000;

export type RunPort = Pick<EnginePort, 'create' | 'start' | 'wait' | 'logs' | 'kill' | 'remove'>;

/** A short run of the helper among the control groups of the engine's machine. It needs their files, and nothing else. */
export function helperBody(
  { image, labels }: { readonly image: string; readonly labels: Readonly<Record<string, string>> },
  steps: readonly string[],
): CreateBody {
  return {
    Image: image,
    Cmd: ['cgroup', ...steps],
    User: '0:0',
    Labels: labels,
    HostConfig: {
      Binds: ['/sys/fs/cgroup:/sys/fs/cgroup:rw'],
      CgroupnsMode: 'host',
      UsernsMode: 'host',
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      // The root of a tree belongs to root, who may write the files in it, but not the folder without this.
      CapAdd: ['DAC_OVERRIDE'],
      ReadonlyRootfs: true,
      Memory: 16 * mebibyte,
      CpuShares: 2,
      LogConfig: { Type: 'json-file', Config: {} },
      SecurityOpt: ['no-new-privileges'],
    },
  };
}

/** Runs it in a container that goes at once. Settles as `finish` does. */
export async function pass(port: RunPort, name: string, body: CreateBody): Promise<string> {
  // Two of one task do not meet.
  const id = await port.create(`${name}-${randomBytes(4).toString('hex')}`, body, {});
  try {
    return await finish(port, id);
  } finally {
    await port.kill(id);
    await port.remove(id);
  }
}

/** What a run has shown. Rejects with the helper's own word when a step was refused. */
export async function finish(port: Pick<RunPort, 'start' | 'wait' | 'logs'>, id: string): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  await port.start(id);
  const code = await port.wait(id, signal);
  const lines: string[] = [];
  for await (const some of port.logs(id, { follow: false, tty: false, timestamps: false, signal }))
    lines.push(...some.map(({ text }) => text));
  if (code !== 0) throw new EngineError('refused', `control group ${lines.at(-1) ?? `helper ended with ${code}`}`);
  return lines.join('\n');
}
