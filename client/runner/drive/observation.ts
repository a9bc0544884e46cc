import type { ContainerFactsOnEngine, EngineEvent } from '../enginePort';
import { label } from '../labels';
import type { Observation } from '../state';

/**
 * What inspect said, in the runner's words (runner.md §2.1). An exit code counts once the container has finished, or
 * when the engine gives one for a start that failed.
 */
export function observation(facts: ContainerFactsOnEngine): Observation {
  const known = knownAs(facts);
  const { [label.digest]: imageDigest } = facts.labels;
  const hasCode = known === 'STOPPED' && (facts.finishedAt !== undefined || facts.exitCode !== 0);
  return {
    id: facts.id,
    known,
    ...(imageDigest !== undefined && { imageDigest }),
    startedAt: facts.startedAt,
    finishedAt: facts.finishedAt,
    exitCode: hasCode ? facts.exitCode : undefined,
    oomKilled: facts.oomKilled,
    ...(facts.suspectedLimit !== undefined && { suspectedLimit: facts.suspectedLimit }),
    error: facts.error === '' ? undefined : facts.error,
    health: facts.health === 'healthy' ? 'HEALTHY' : facts.health === 'unhealthy' ? 'UNHEALTHY' : 'UNKNOWN',
  };
}

function knownAs({ state, startedAt, error }: ContainerFactsOnEngine): Observation['known'] {
  if (state === 'running' || state === 'paused' || state === 'restarting') return 'RUNNING';
  return state === 'created' && startedAt === undefined && error === '' ? 'CREATED' : 'STOPPED';
}

/** The engine has no such container any more. */
export function vanished(id: string): Observation {
  return { ...nothing, id, known: 'VANISHED' };
}

/** It was removed so soon after its end that only the event still tells of it. */
export function diedAndGone(event: EngineEvent): Observation {
  return { ...nothing, id: event.id, known: 'STOPPED', finishedAt: event.time * 1000, exitCode: event.exitCode };
}

const nothing = {
  startedAt: undefined,
  finishedAt: undefined,
  exitCode: undefined,
  oomKilled: false,
  error: undefined,
  health: 'UNKNOWN',
} as const;
