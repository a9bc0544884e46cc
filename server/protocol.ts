import type { LaunchType, TaskDefinition } from './model/taskDefinition';

/** Requests beyond the Language Server Protocol. Types and names only: every client bundles this. */

/** What a client may say in its initialization options, beside the settings of the section `taskdef`. */
export interface ClientOptions {
  /** It has the commands `taskdef.task.run` and `taskdef.capacities.show`, which take a URI: no code lens works without. */
  readonly canRun?: boolean;
  /** It checks `.taskdefrc.json` with our schema itself, so that what the schema says would be said twice. */
  readonly checksConfigurationSchema?: boolean;
}

/** Where something stands in an open document; both ends 0-based, characters in UTF-16 code units. */
export interface Place {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
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
  /** How rules are set for the file, for what is asked of them about a run. */
  readonly severities?: Readonly<Record<string, 'error' | 'warning' | 'info' | 'hint' | 'off' | 'on'>>;
  /** What the definition is for, as its project says; only where it does not say so itself. */
  readonly launchType?: LaunchType;
}

/** Method of `RunnableRequest`. */
export const runnableMethod = 'taskdef/runnable';
export type RunnableMethod = typeof runnableMethod;

/** Which capacities an open document fits. */
export interface CapacitiesRequest {
  readonly uri: string;
}

/** The answer; null when the document holds no whole task definition. */
export interface CapacitiesResult {
  readonly capacities: readonly {
    readonly type: LaunchType;
    /** `unsure`: nothing that can be seen is in the way, but some values are filled in later. */
    readonly fits: 'yes' | 'unsure' | 'no';
    readonly inTheWay: readonly Obstacle[];
  }[];
  /** Errors that stand in the way of every type. */
  readonly everywhere: readonly Obstacle[];
}

export interface Obstacle {
  readonly rule: string;
  readonly message: string;
  readonly place: Place;
}

/** Method of `CapacitiesRequest`. */
export const capacitiesMethod = 'taskdef/capacities';
export type CapacitiesMethod = typeof capacitiesMethod;

/** The IAM permissions that an open document implies. */
export interface IamPermissionsRequest {
  readonly uri: string;
  /** With what ECS Exec needs, which is turned on elsewhere. */
  readonly exec: boolean;
}

/** The answer; null when the document holds no containers. */
export interface IamPermissionsResult {
  /** The policies of both roles as JSON with comments. */
  readonly text: string;
}

/** Method of `IamPermissionsRequest`. */
export const iamPermissionsMethod = 'taskdef/iamPermissions';
export type IamPermissionsMethod = typeof iamPermissionsMethod;

/** Whether the `files` of a project's configuration call the file a task definition: true or false. */
export interface NamedRequest {
  readonly uri: string;
}

/** Method of `NamedRequest`. */
export const namedMethod = 'taskdef/named';
export type NamedMethod = typeof namedMethod;

/** The text of an error of ECS: of a client, of the service, or the reason a task stopped. */
export interface ExplainErrorRequest {
  readonly text: string;
  /** The open document it is about, when there is one. */
  readonly uri?: string;
}

export interface ExplainErrorResult {
  /** Best first; empty when nothing like it is known. */
  readonly explanations: readonly ErrorExplanation[];
}

export interface ErrorExplanation {
  /** The rule that finds the cause, and its page; absent for what only shows at run time. */
  readonly rule?: string;
  readonly docs?: string;
  readonly title: string;
  readonly meaning: string;
  readonly change: string;
  /** `sure`: AWS words it so. `likely`: nearly so. `low`: the nearest that is known, and maybe something else. */
  readonly confidence: 'sure' | 'likely' | 'low';
  readonly places: readonly {
    readonly message: string;
    /** The cause is found here; otherwise the error is only about this member. */
    readonly isCause: boolean;
    readonly place: Place;
  }[];
}

/** Method of `ExplainErrorRequest`. */
export const explainErrorMethod = 'taskdef/explainError';
export type ExplainErrorMethod = typeof explainErrorMethod;

/** Where the first of these members of the definition stands that it has: at its name. */
export interface PlaceRequest {
  readonly uri: string;
  /** JSON pointers from the root of the definition, wherever in the file that is. The answer is null when it has none of them. */
  readonly pointers: readonly string[];
}

/** Method of `PlaceRequest`. */
export const placeMethod = 'taskdef/place';
export type PlaceMethod = typeof placeMethod;
