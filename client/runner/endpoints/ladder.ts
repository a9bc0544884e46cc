import { randomBytes } from 'node:crypto';
import type { EnginePort } from '../enginePort';
import { isGone } from '../errors';
import { probeBody, type Helper } from './linkContainer';
import type { Reach } from './variables';

/** Milliseconds the probe may take, its container's start included. */
const patience = 15_000;

/** What a probe has found: does anything answer at 169.254.170.2, and is it this process? */
export type Probed = 'answered' | 'unanswered' | 'unreachable';

/** Asks from a container of its own on the task's network, as an application would. */
export async function probe(
  port: Pick<EnginePort, 'create' | 'start' | 'wait' | 'kill' | 'remove'>,
  helper: Helper,
  network: string,
): Promise<Probed> {
  let id: string | undefined;
  try {
    id = await port.create(`taskdef-probe-${randomBytes(6).toString('hex')}`, probeBody(helper, network), {});
    await port.start(id);
    const code = await port.wait(id, AbortSignal.timeout(patience));
    return code === 0 ? 'answered' : code === 3 ? 'unanswered' : 'unreachable';
  } catch (error) {
    if (isGone(error)) throw error;
    return 'unreachable';
  } finally {
    if (id !== undefined) {
      await port.kill(id).catch(() => undefined);
      await port.remove(id).catch(() => undefined);
    }
  }
}

/** The ways of trying: each builds one rung and tells what a container meets there. */
export interface Rungs {
  readonly tunnel: () => Promise<{ readonly attached: boolean; readonly probed: Probed }>;
  /** Undefined where this process cannot be reached by a port. */
  readonly relay: (() => Promise<Probed>) | undefined;
}

/** The highest rung that holds (runner.md §3.7). */
export async function climbDown({ tunnel, relay }: Rungs): Promise<Reach> {
  const { attached, probed } = await tunnel();
  if (attached && probed === 'answered') return 'tunnel';
  if (probed !== 'unreachable' && relay && (await relay()) === 'answered') return 'relay';
  return attached ? 'loopback' : 'static';
}
