import type { TaskDefinition } from '../../server/index';
import type { Change } from './changes';
import type { Execution, PublishedPort, PullProgress } from './enginePort';
import type { Notice } from './notice';
import type { EngineInfo, PortWish, RunOptions, TaskPlan } from './plan';
import type { Dependency, Health, Known, StopCode, TaskStatus, Why } from './state';
import type { Transition } from './transitions';

/** One task as DescribeTasks would show it, plus what only a local run knows. */
export interface TaskSnapshot {
  readonly taskId: string;
  readonly taskArn: string;
  readonly family: string;
  readonly revision: string;
  readonly launchType: TaskPlan['target'];
  readonly lastStatus: TaskStatus;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
  readonly health: Health;
  readonly stopCode: StopCode | undefined;
  readonly stoppedReason: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  /** The file it was started from. */
  readonly file: string | undefined;
  readonly workspace: string | undefined;
  /** The engine does not answer: this is how things stood when it last did. */
  readonly engineLost?: boolean;
  /** Neither this process nor another one of this machine acts on what its containers do. */
  readonly isUnattended?: boolean;
  /** In the order of the definition; without the pause. */
  readonly containers: readonly ContainerSnapshot[];
}

export interface ContainerSnapshot {
  readonly name: string;
  readonly image: string;
  /**
   * What that was resolved to, `sha256:…`: of the manifest where a registry has given one, else of the image on this
   * engine. Undefined before.
   */
  readonly imageDigest: string | undefined;
  readonly essential: boolean;
  readonly lastStatus: Known;
  readonly health: Health;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
  /** What the reason says, where programs act on it. */
  readonly why: Why | undefined;
  /** The engine's id; undefined before it is created. */
  readonly runtimeId: string | undefined;
  readonly ports: readonly PublishedPort[];
  readonly restarts: number;
}

/** Everything that is known of one task. Variables by their names only: any of them may hold a secret. */
export interface TaskDetails extends Omit<TaskSnapshot, 'containers'> {
  readonly networkMode: TaskPlan['networkMode'];
  readonly pullBehaviour: TaskPlan['pullBehaviour'];
  /** The engine's names. */
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly containers: readonly ContainerDetails[];
  /** Containers of ours that ECS has none of, or hides: the pause, the link to the endpoint. */
  readonly helpers: readonly { readonly role: string; readonly name: string; readonly state: string }[];
  /** How this run differs from ECS. */
  readonly notices: readonly Notice[];
}

export interface ContainerDetails extends ContainerSnapshot {
  /** The engine's name for it. */
  readonly dockerName: string;
  /** Its standard input is open: `docker attach` types into it. On ECS nobody can. */
  readonly interactive: boolean;
  /** Milliseconds since the epoch, of the last start and end. */
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly dependsOn: readonly Dependency[];
  /** Seconds. */
  readonly startTimeout: number | undefined;
  readonly stopTimeout: number;
  /** IPv4 by network, while it runs. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly mounts: readonly { readonly source: string; readonly destination: string }[];
  readonly variables: readonly string[];
  /** What the last health check wrote. */
  readonly healthOutput: string | undefined;
}

/** What a container uses and may use. */
export interface Usage {
  /** Processors, with fraction: 0.5 is half of one. */
  readonly cpus: number;
  /** Undefined: as many as the engine has. */
  readonly cpuLimit: number | undefined;
  /** Bytes, without what is only a cache of files. */
  readonly memory: number;
  /** Undefined: all that the engine has. */
  readonly memoryLimit: number | undefined;
}

/** Reads the files of one container, by absolute paths; links are followed. Undefined is: there is none of that name. */
export interface ContainerFiles {
  stat(file: string): Promise<FileFacts | undefined>;
  list(directory: string): Promise<readonly ListedFile[] | undefined>;
  /** Rejects when it has more than `most` bytes, or is no regular file. */
  read(file: string, most: number): Promise<Buffer | undefined>;
}

export interface FileFacts {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface ListedFile {
  readonly name: string;
  readonly kind: FileKind;
}

export type FileKind = 'file' | 'directory' | 'link' | 'other';

export interface LogLine {
  readonly container: string;
  readonly stream: 'stdout' | 'stderr';
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly text: string;
}

export interface LogsOptions {
  /** Only this one. */
  readonly container?: string;
  readonly follow?: boolean;
  /** So many lines of each container. */
  readonly tail?: number;
  /** Whole seconds since the epoch. */
  readonly since?: number;
  /** `false`: the times of the lines are not needed. Where nothing else needs them they are 0, and reading is faster. */
  readonly timestamps?: boolean;
  readonly signal?: AbortSignal;
}

export interface AdoptOptions {
  /** So many lines are told of what each container has written before; by default all. */
  readonly tail?: number;
}

/** What a run tells while it goes on. Every call is optional and must not throw. */
export interface RunObserver {
  /** A task or container has moved; in order, each once. `container` is absent for the task itself. */
  transition?(event: Transition): void;
  pulling?(event: PullProgress & { readonly container: string; readonly image: string }): void;
  /** A port was taken; only called when the plan says `ask`. Undefined refuses. */
  portTaken?(wish: PortWish, holder: string | undefined, free: number): Promise<number | undefined>;
  remapped?(wish: PortWish, hostPort: number): void;
  log?(line: LogLine): void;
  /** A difference from ECS that became known only while the task was being started. */
  notice?(notice: Notice): void;
  /** The engine has stopped answering, or answers again and the run goes on. */
  engine?(event: { readonly reachable: boolean }): void;
}

export interface RunningTask {
  readonly taskId: string;
  /** Settles when the task is RUNNING, or STOPPED without having got there. */
  readonly started: Promise<TaskSnapshot>;
  /** Settles when the task is STOPPED. Never rejects. */
  readonly stopped: Promise<TaskSnapshot>;
  snapshot(): TaskSnapshot;
}

/** The runner as its clients see it: the tree, the commands and the terminal. */
export interface Runner {
  readonly engine: EngineInfo;
  /** What a run would do: asks the engine about ports and images, changes nothing. */
  plan(definition: TaskDefinition, options?: RunOptions): Promise<TaskPlan>;
  /**
   * Carries out a plan. Rejects with a RunnerError when it must not or cannot begin. The signal ends a run that is still
   * starting: it is stopped and everything it has made is removed. Once the task has started, `stop` is the way.
   */
  run(plan: TaskPlan, observer?: RunObserver, signal?: AbortSignal): Promise<RunningTask>;
  /** Every task on this engine that carries our labels, newest first. Reads only. */
  tasks(): Promise<TaskSnapshot[]>;
  /**
   * Takes over tasks of our folders that nobody drives (after a reload or a crash); finishes what they were at. A task
   * that is named may be of any workspace; rejects with a RunnerError while another process drives it. Gives none that has
   * stopped. The observer is first told how the tasks stand, as the transitions it has missed; without one there is what
   * the runner was opened with for that.
   */
  adopt(taskId?: string, observer?: RunObserver, options?: AdoptOptions): Promise<RunningTask[]>;
  /** Calls back after engine events of our tasks, and when a process begins to drive one or lets go of it; no polling. */
  watch(changed: (taskId: string | undefined) => void): { dispose(): void };
  /**
   * Follows a change of the file while the task runs, which ECS never does: containers that another plan of the same task
   * (`taskId` in its options) makes differently are made anew, each with a notice. A change of the task itself does
   * nothing: it is told, and the task is the caller's to stop and to run anew.
   */
  update(plan: TaskPlan): Promise<Change>;
  /** Stops in ECS order and waits until it is STOPPED; `force` kills. A second stop joins the first. */
  stop(taskId: string, options?: { reason?: string; force?: boolean }): Promise<TaskSnapshot>;
  /** What the containers wrote, in order of time: at least one line, and as many together as have arrived. */
  logs(taskId: string, options?: LogsOptions): AsyncIterable<readonly LogLine[]>;
  /** Reads only. */
  inspect(taskId: string): Promise<TaskDetails>;
  /** Runs a command in a container that runs, beside its own process. The task takes no notice. */
  exec(
    taskId: string,
    options: { readonly container: string; readonly command: readonly string[]; readonly tty: boolean },
  ): Promise<Execution>;
  /** The files of a container, running or stopped. */
  files(taskId: string, container: string): Promise<ContainerFiles>;
  /** What the running containers of a task use, by name: takes a second, over which it is measured. */
  usage(taskId: string, signal?: AbortSignal): Promise<ReadonlyMap<string, Usage>>;
  /** Removes containers, networks and volumes of a stopped task; what could not go is returned, and tried again next time. */
  remove(taskId: string): Promise<{ residue: readonly string[] }>;
  /** Removes all stopped tasks and whatever else of ours nobody uses. */
  prune(): Promise<{ tasks: readonly string[]; residue: readonly string[] }>;
  dispose(): Promise<void>;
}
