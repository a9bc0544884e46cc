import type { TaskDetails } from '../runner/runner';
import { exitCodeMeaning } from './exitCodes';

/** All that is known of a task, for tools and for whoever looks closer, with what its exit codes mean. */
export function taskFacts(details: TaskDetails): object {
  const containers = details.containers.map((container) => ({
    ...container,
    exitCodeMeaning: exitCodeMeaning(container),
  }));
  return { ...details, containers };
}
