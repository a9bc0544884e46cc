import type { TaskView } from '../document/view';

/** Works something out once for each reading of a file: many rules look at the same list, and all run per keystroke. */
export const perTask =
  <T>(compute: (task: TaskView) => T): ((task: TaskView) => T) =>
  (task) =>
    task.remembered(compute);
