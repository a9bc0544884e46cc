import type { TaskPlan } from './plan';
import type { RunningTask, RunObserver } from './runner';

/**
 * Goes along with a task that this process takes over: an observer, which is first told how the task stands as the
 * transitions it has missed, and what is called once the task is this process's.
 */
export type Accompany = (plan: TaskPlan) => {
  readonly observer: RunObserver;
  /** So many lines are told of what each container has written before; by default all. */
  readonly tail?: number;
  readonly joined: (task: RunningTask) => void;
};

/** How a runner is opened. */
export interface OpenOptions {
  /** Overrides what the Docker CLI would use: unix://…, tcp://…, npipe://…, ssh://… */
  readonly endpoint?: string;
  readonly workspace?: string;
  /** Whose tasks `adopt` takes over; by default the workspace. */
  readonly folders?: readonly string[];
  /** How many tasks this process will run: for `many`, what they need first is made ahead. By default one. */
  readonly expected?: 'one' | 'many';
  /** What this process is to a person who is told that it drives a task. By default a terminal. */
  readonly client?: Client;
  /** Goes along with tasks that this process takes over by itself. */
  readonly accompany?: Accompany;
}

/** The programs that run tasks. */
export type Client = 'editor' | 'terminal';
