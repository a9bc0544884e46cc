import type { TaskDefinition } from './model/taskDefinition';

/** Requests beyond the Language Server Protocol. Types and names only: every client bundles this. */

/** What a client may say in its initialization options, beside the settings of the section `taskdef`. */
export interface ClientOptions {
  /** It has the command `taskdef.task.run`, which takes a URI: without it no code lens would work. */
  readonly canRun?: boolean;
}

/** What a client needs to run a file: asked of the server, so that the extension carries no parser of its own. */
export interface RunnableRequest {
  readonly uri: string;
}

export interface RunnableResult {
  /** The definition as JSON, without nulls and describe-only members; undefined when the file holds none. */
  readonly definition: TaskDefinition | undefined;
  /** How many errors stand in the way, and the first of them. */
  readonly errors: number;
  readonly firstError?: { readonly message: string; readonly line: number; readonly character: number };
}

/** Method of `RunnableRequest`. */
export const runnableMethod = 'taskdef/runnable';
export type RunnableMethod = typeof runnableMethod;
