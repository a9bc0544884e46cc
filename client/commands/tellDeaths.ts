import { Deaths } from '../clusters/deaths';
import { hasTaskFailed } from '../clusters/describeTask';
import type { TaskPlan } from '../runner/plan';
import type { RunningTask } from '../runner/runner';
import type { Services } from './services';
import { tellDeath } from './tellDeath';

/** Who can die of a planned task: all of its containers but the pause. */
export const deathsOf = ({ containers }: TaskPlan): Deaths =>
  new Deaths(
    containers
      .filter(({ facts }) => facts.role === 'app')
      .map(({ facts }) => ({ ...facts, mayRestart: facts.restartPolicy !== undefined })),
  );

interface Watched {
  readonly task: RunningTask;
  /** Values that must not be shown when its containers print them; undefined where they are not known. */
  readonly secrets: ReadonlySet<string> | undefined;
  readonly deaths: Deaths;
}

/** About whoever died first, once, unless it came to life again, or has been told of before. */
export function tellDeaths(services: Services, { task, secrets, deaths }: Watched, toldBefore?: string): void {
  let told = toldBefore;
  deaths.onDeathBeside((container) => {
    const snapshot = task.snapshot();
    if (snapshot.desiredStatus === 'STOPPED') return; // its stop was asked for
    told = container;
    void tellDeath(services, snapshot, container, secrets);
  });
  void task.stopped.then((snapshot) => {
    if (!hasTaskFailed(snapshot) || (told !== undefined && told === deaths.cause)) return;
    void tellDeath(services, snapshot, deaths.cause, secrets);
  });
}
