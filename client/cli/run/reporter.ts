import type { TaskPlan } from '../../runner/plan';
import type { RunObserver, TaskDetails, TaskSnapshot } from '../../runner/runner';

/** Tells the story of one run, to people or to tools. */
export interface Reporter {
  /** What will be run and how it differs from ECS. */
  planned(plan: TaskPlan): void;
  /** The same of a task that was begun before, and is taken over. */
  attached(task: TaskDetails): void;
  readonly observer: RunObserver;
  /** The task is RUNNING. */
  running(task: TaskSnapshot): void;
  /** Something about the run itself, in words: being stopped, left behind. */
  note(text: string): void;
  /** The task goes on without this process. */
  detached(task: TaskSnapshot): void;
  /** The task is STOPPED. */
  stopped(task: TaskSnapshot): void;
}
