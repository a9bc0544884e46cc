import type { Observation } from '../../../client/runner/state';

/** How a simulated container behaves; all times in seconds. */
export interface Behaviour {
  /** When the process ends by itself, after each start. */
  readonly exits?: { readonly after: number; readonly code: number; readonly oomKilled?: boolean };
  /** What it does on SIGTERM; without it the signal is ignored and SIGKILL ends it (137). */
  readonly onTerm?: { readonly after: number; readonly code: number };
  /** When its health check turns, counted from the start. */
  readonly health?: readonly { readonly at: number; readonly is: 'HEALTHY' | 'UNHEALTHY' }[];
  readonly pullFails?: string;
  readonly createFails?: string;
  /** The engine has no such image, so a create without a pull before it is refused. */
  readonly imageMissing?: true;
  /** The start call fails and leaves this exit code. `only`: the n-th start, counted from 1. */
  readonly startFails?: { readonly message: string; readonly code: number; readonly only?: number };
  /** The start call never answers in time, but the process comes up. */
  readonly startTimesOut?: true;
  /** So many stop calls fail before one works. */
  readonly stopFails?: number;
  /** How long calls take. */
  readonly takes?: Readonly<Partial<Record<'manifest' | 'pull' | 'create' | 'start', number>>>;
}

/** One container of a simulated engine. */
export interface Simulated {
  readonly behaviour: Behaviour;
  id?: string;
  state: 'none' | 'created' | 'running' | 'exited' | 'gone';
  startedAt?: number;
  finishedAt?: number;
  exitCode?: number;
  oomKilled?: boolean;
  error?: string;
  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  starts: number;
  /** How often it was made. */
  creates: number;
  stopCalls: number;
  /** Answers the stop or replace call that waits for it. */
  onExit?: () => void;
}

export const untouched = (behaviour: Behaviour): Simulated => ({
  ...{ behaviour, state: 'none', health: 'UNKNOWN' },
  ...{ starts: 0, creates: 0, stopCalls: 0 },
});

/** What inspect says of it, in the runner's words. */
export function observationOf(it: Simulated): Observation {
  const failedToStart = it.state === 'created' && it.error !== undefined;
  const known = it.state === 'running' ? 'RUNNING' : it.state === 'exited' || failedToStart ? 'STOPPED' : 'CREATED';
  return {
    id: it.id ?? '',
    known: it.state === 'gone' || it.state === 'none' ? 'VANISHED' : known,
    startedAt: it.startedAt,
    finishedAt: it.finishedAt,
    exitCode: known === 'STOPPED' ? it.exitCode : undefined,
    oomKilled: it.oomKilled ?? false,
    error: it.error,
    health: it.health,
  };
}
