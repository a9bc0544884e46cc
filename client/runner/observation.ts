import type { ContainerFactsOnEngine } from './enginePort';
import type { Health, Observation } from './state';

/**
 * What inspect says, in the runner's words. As in the ECS agent: running is RUNNING; never started and without an error
 * is CREATED; everything else has STOPPED. An exit code counts once there is a time of exit, or a start that failed.
 */
export function toObservation(facts: ContainerFactsOnEngine | undefined, id: string): Observation {
  if (!facts) return { ...nothing, id, known: 'VANISHED' };
  const error = facts.error === '' ? undefined : facts.error;
  const known = knownOf(facts, error);
  const hasCode = known === 'STOPPED' && (facts.finishedAt !== undefined || error !== undefined);
  return {
    id: facts.id,
    known,
    startedAt: facts.startedAt,
    finishedAt: facts.finishedAt,
    exitCode: hasCode ? facts.exitCode : undefined,
    oomKilled: facts.oomKilled,
    error,
    health: healthOf(facts.health),
  };
}

const nothing = {
  startedAt: undefined,
  finishedAt: undefined,
  exitCode: undefined,
  oomKilled: false,
  error: undefined,
  health: 'UNKNOWN',
} as const;

function knownOf({ state, startedAt }: ContainerFactsOnEngine, error: string | undefined): Observation['known'] {
  if (state === 'running' || state === 'paused' || state === 'restarting') return 'RUNNING';
  if (state === 'dead') return 'STOPPED';
  return startedAt === undefined && error === undefined ? 'CREATED' : 'STOPPED';
}

function healthOf(health: ContainerFactsOnEngine['health']): Health {
  if (health === 'healthy') return 'HEALTHY';
  return health === 'unhealthy' ? 'UNHEALTHY' : 'UNKNOWN';
}
