import type { Accompany } from '../runner/opening';
import { areSecretsKnown, secretValues } from '../runner/secretValues';
import type { Transition } from '../runner/transitions';
import type { Services } from './services';
import { beginStory, pastLines } from './story';
import { deathsOf, tellDeaths } from './tellDeaths';

/**
 * What a window does for a task that it takes over, after it was reloaded or from a terminal: as for one it has begun. Its
 * story begins with how it stands.
 */
export const lookingAfter =
  (services: () => Services): Accompany =>
  (plan) => {
    const { log } = beginStory(services().channels, plan);
    log.note(`taken over by this window; created ${clock(plan.createdAt)}`);
    const story = log.observer();
    const deaths = deathsOf(plan);
    const secrets = areSecretsKnown(plan) ? new Set(secretValues(plan)) : undefined;
    let isMissed = true;
    return {
      observer: {
        ...story,
        transition: (event) => {
          story.transition?.(isMissed ? withTime(event) : event);
          deaths.observe(event);
        },
      },
      tail: pastLines,
      joined(task) {
        isMissed = false;
        void task.stopped.then((snapshot) => log.end(snapshot));
        void services().runs.drives(task);
        tellDeaths(services(), { task, secrets, deaths }, deaths.passOver());
      },
    };
  };

/** When it was, for what this window was not there to see; of health only the present is known. */
const withTime = (event: Transition): Transition => {
  if (event.health !== undefined) return event;
  if (event.status === 'RUNNING') return { ...event, note: `since ${clock(event.at)}` };
  return event.status === 'STOPPED' ? { ...event, note: `at ${clock(event.at)}` } : event;
};

const clock = (at: number): string => new Date(at).toLocaleString();
