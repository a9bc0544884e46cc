/**
 * What the runner knows of one task, and what moves it. The decisions live in `step.ts`, a pure reducer; the driver
 * feeds it events and carries out its effects. Names follow the ECS agent (runner.md §2.1).
 * All times are milliseconds since the epoch; all timeouts in definitions are seconds.
 */

/** How far a container has come. RESOURCES_PROVISIONED is the steady state of a pause container only. */
export type Known = 'NONE' | 'MANIFEST_PULLED' | 'PULLED' | 'CREATED' | 'RUNNING' | 'RESOURCES_PROVISIONED' | 'STOPPED';
export type Desired = 'RUNNING' | 'STOPPED';
export type Health = 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
export type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

/** ECS API task statuses; ACTIVATING and DEACTIVATING need a load balancer and never occur here. */
export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPING' | 'DEPROVISIONING' | 'STOPPED';

export type StopCode = 'TaskFailedToStart' | 'EssentialContainerExited' | 'UserInitiated';

/** How a run meets the registry (ECS_IMAGE_PULL_BEHAVIOR). */
export type PullBehaviour = 'default' | 'always' | 'once' | 'prefer-cached';

/**
 * The one call in flight for a container; there is never a second. An `inspect` is in flight only where its answer
 * decides what comes next (after a stop, after a start that failed); its answer is an `observed` event.
 */
export type Operation = 'manifest' | 'pull' | 'create' | 'start' | 'stop' | 'replace' | 'inspect';

export interface Dependency {
  readonly container: string;
  /** CREATED is the implicit edge of volumesFrom; RESOURCES_PROVISIONED the one to the pause. */
  readonly condition: Condition | 'CREATED' | 'RESOURCES_PROVISIONED';
}

export interface RestartPolicy {
  readonly ignoredExitCodes: readonly number[];
  /** Seconds. */
  readonly restartAttemptPeriod: number;
}

/**
 * Why a container has stopped, for whoever acts on it, where the runner itself knows. Its `reason` says it in words, which
 * are for people and may change. Kept in the state folder and told in JSON.
 */
export type Why =
  /** Killed for want of memory; not certain where the engine has told of nothing but its end. */
  | { readonly kind: 'memory'; readonly isCertain: boolean }
  /** It never started: `on` has not come as far as `condition`, or not in time. */
  | {
      readonly kind: 'wait';
      readonly on: string;
      readonly condition: Dependency['condition'];
      readonly hasTimedOut: boolean;
    }
  /** It ended while the engine did not answer, and nobody has heard how. */
  | { readonly kind: 'engine-away' };

/** What the plan says about a container; changes during a run only when the container is replaced. */
export interface ContainerFacts {
  readonly name: string;
  readonly role: 'app' | 'pause';
  readonly essential: boolean;
  readonly dependsOn: readonly Dependency[];
  /** Seconds, read from this container when another waits for it. */
  readonly startTimeout: number | undefined;
  /** Seconds between the stop signal and SIGKILL. */
  readonly stopTimeout: number;
  readonly hasHealthCheck: boolean;
  readonly restartPolicy: RestartPolicy | undefined;
}

export interface ContainerState {
  readonly facts: ContainerFacts;
  readonly known: Known;
  readonly desired: Desired;
  readonly inFlight: Operation | undefined;
  /** What it is to be made anew from, as soon as no call is in flight. */
  readonly replacement: ContainerFacts | undefined;
  /** The engine's id, once created. A start may make another container, which the next observation shows. */
  readonly id: string | undefined;
  /** Ids of the containers that this one has replaced. */
  readonly former: readonly string[];
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly exitCode: number | undefined;
  /** An error name and text, as DescribeTasks shows it: `CannotPullContainerError: …`. */
  readonly reason: string | undefined;
  /** What the reason says, where programs act on it. */
  readonly why: Why | undefined;
  /** What its image was resolved to; undefined before, and for an image that is to be looked up each time. */
  readonly imageDigest: string | undefined;
  /** A pull that failed while a cached image may still do; becomes the reason when the image turns out to be missing. */
  readonly pullError: string | undefined;
  readonly health: Health;
  readonly restarts: number;
  readonly lastRestart: number | undefined;
  /** Failed stop calls in a row (runner.md §2.6). */
  readonly stopAttempts: number;
  /** Nothing is tried before this time. */
  readonly retryAt: number | undefined;
}

export interface TaskState {
  readonly taskId: string;
  readonly taskArn: string;
  /** Which strings and defaults apply: Fargate words some errors differently. */
  readonly target: 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';
  readonly pullBehaviour: PullBehaviour;
  /** In the order of the definition, the pause first. */
  readonly containers: readonly ContainerState[];
  readonly desired: Desired;
  readonly status: TaskStatus;
  /** False until the `begin` event. */
  readonly begun: boolean;
  /** A second stop: everything is killed at once, in no order. */
  readonly forced: boolean;
  /** `back`: it was lost during this run and answers again. */
  readonly engine: 'reachable' | 'lost' | 'back';
  readonly stopCode: StopCode | undefined;
  readonly stoppedReason: string | undefined;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly stoppingAt: number | undefined;
  readonly stoppedAt: number | undefined;
  /** When everything that is up was last looked at. */
  readonly sweptAt: number;
  /** When the reducer asked to be woken next; the driver keeps one timer. */
  readonly wakeAt: number | undefined;
}

/** What inspect says about one container, already in the runner's words. */
export interface Observation {
  readonly id: string;
  /** CREATED, RUNNING or STOPPED as of runner.md §2.1; VANISHED when the engine no longer has it. */
  readonly known: 'CREATED' | 'RUNNING' | 'STOPPED' | 'VANISHED';
  /** What it was made from, if that was resolved. */
  readonly imageDigest?: string;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly exitCode: number | undefined;
  readonly oomKilled: boolean;
  /** Of its memory, in bytes: it was killed, and nobody knows whether for this. */
  readonly suspectedLimit?: number;
  /** The engine's own error text for a container that could not start. */
  readonly error: string | undefined;
  readonly health: Health;
}

/** What a call has told beside that it worked. */
export interface Answer {
  /** The engine's id of the container. */
  readonly id?: string;
  /** What its image was resolved to. */
  readonly imageDigest?: string;
}

export type RunnerEvent =
  /**
   * Begin: sent once, after the driver has subscribed to the engine's events and made the network and volumes
   * (or, for an adopted task, has looked at its containers). `resourceFailed` comes instead when those cannot be made.
   */
  | { readonly type: 'begin' }
  | ({ readonly type: 'done'; readonly container: string; readonly operation: Operation } & Answer)
  | {
      readonly type: 'failed';
      readonly container: string;
      readonly operation: Operation;
      /** An error name of runner.md §2.10 and its text. */
      readonly error: { readonly name: string; readonly message: string };
      /** The call did not answer in time, so the container may have come up all the same. */
      readonly timedOut?: boolean;
    }
  /** What inspect said, asked for by an effect or prompted by an engine event. */
  | { readonly type: 'observed'; readonly container: string; readonly observation: Observation }
  | { readonly type: 'tick' }
  /** Its definition was changed while the task runs. */
  | { readonly type: 'replace'; readonly container: string; readonly facts: ContainerFacts }
  | { readonly type: 'userStop'; readonly reason: string | undefined; readonly force?: boolean }
  /** Something the whole task needs failed: network, volumes, secrets. */
  | { readonly type: 'resourceFailed'; readonly error: { readonly name: string; readonly message: string } }
  /** The engine stopped answering, or answers again. Calls in flight get their answers (`failed`) all the same. */
  | { readonly type: 'engine'; readonly reachable: boolean };

export type EventOf<T extends RunnerEvent['type']> = Extract<RunnerEvent, { readonly type: T }>;

export type Effect =
  | {
      readonly type: Operation;
      readonly container: string;
      /** Seconds, for stop and replace. */ readonly timeout?: number;
    }
  /** The container must go at once although a stop is in flight; its answer is that of the stop. */
  | { readonly type: 'kill'; readonly container: string }
  /** Give up a manifest or pull call; it answers with `failed`. */
  | { readonly type: 'cancel'; readonly container: string }
  /** Send a tick at this time. Replaces the time asked for before: one timer is enough. */
  | { readonly type: 'wakeAt'; readonly at: number }
  /** The task has reached STOPPED. Sent once. */
  | { readonly type: 'stopped' };

export type Step = readonly [state: TaskState, effects: readonly Effect[]];
