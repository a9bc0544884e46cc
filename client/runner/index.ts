import { connect, thisMachine } from './connect';
import { dockerodeEngine } from './dockerode/engine';
import { runnerOn } from './drive/runnerOn';
import type { Connection } from './engine/connection';
import { loginFor } from './engine/credentials';
import type { Runner } from './runner';
import type { OpenOptions } from './opening';

export type { EngineInfo, PortWish, RunOptions, TaskPlan } from './plan';
export type { Demand, Notice, Refusal } from './notice';
export type { OpenOptions } from './opening';
export type { ContainerSnapshot, LogLine, Runner, RunningTask, RunObserver, TaskSnapshot } from './runner';
export { RunnerError } from './errors';

/**
 * Finds the Docker engine and gives the runner on it. Rejects with a RunnerError that says what was tried and what to
 * do. Nothing is changed on the engine before a task is run, unless many are expected; `dispose` lets go of it.
 */
export async function openRunner(options: OpenOptions = {}): Promise<Runner> {
  const machine = thisMachine();
  const open = (candidate: Connection) => dockerodeEngine(candidate, async (image) => loginFor(image, machine));
  const found = await connect(open, { machine, asked: options.endpoint });
  return runnerOn(found, options);
}
