import type { LintOptions, TaskDefinition } from '../../server/index';
import type { Demand, Difference, Notice, Refusal } from './notice';
import type { Overrides } from './overrides';
import type { ContainerFacts, PullBehaviour, TaskState } from './state';

/** What the engine says of itself (`GET /info`, `/version`). */
export interface EngineInfo {
  /** The engine's own id: tasks of another engine are left alone. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly os: 'linux' | 'windows';
  /** As the Docker Engine API spells platforms: amd64, arm64, … */
  readonly architecture: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly cgroupVersion: 1 | 2;
  /** Who makes control groups; nobody where the engine may not. */
  readonly cgroupDriver: 'cgroupfs' | 'systemd' | 'none';
  readonly swapLimit: boolean;
  /** What confines containers beyond namespaces and capabilities: seccomp, apparmor, selinux, rootless, … */
  readonly confinements: readonly string[];
  /** Empty where that cannot be told. */
  readonly logDrivers: readonly string[];
  /** The folder of the engine's own data, on its own machine: volumes lie below it. */
  readonly dataRoot: string;
  /** unix:///var/run/docker.sock and the like, as found (`endpoint.ts`). */
  readonly endpoint: string;
  /** Has it a runtime for NVIDIA's GPUs? Undefined where that cannot be told. */
  readonly gpu?: boolean;
  /** Has its network `bridge` IPv6? Then ports are published on ::1 as well. */
  readonly hasIPv6?: boolean;
  /** Docker Desktop and similar: the engine lives in a virtual machine. */
  readonly inVirtualMachine: boolean;
}

export type PortConflict = 'ask' | 'remap' | 'fail';

/**
 * With whose credentials AWS is asked for what the task needs before it starts, and which ones its containers get: the
 * developer's own, those of the task role, which the developer assumes, or none.
 */
export interface CredentialsChoice {
  readonly source: 'none' | 'profile' | 'role';
  /** Of the AWS CLI's files; without it, what the AWS SDK finds by itself. */
  readonly profile?: string;
}

export interface RunOptions {
  /** Which launch type to behave as; default: FARGATE if listed, else the first listed, else EC2. */
  readonly target?: TaskState['target'];
  readonly revision?: string;
  /**
   * The Region the task believes it is in; default: where the definition logs to or pulls from, else us-east-1. The
   * runner fills in AWS_REGION of its own environment before that last resort.
   */
  readonly region?: string;
  /** Image by container name, instead of the one in the file. */
  readonly images?: Readonly<Record<string, string>>;
  /** Environment by container name; beats what the file says. */
  readonly environment?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A file of overrides; without it, `ecs.local.json` beside `file`. False: none, or taken in already. */
  readonly local?: string | false;
  readonly overrides?: Overrides;
  /** Without it nobody asks AWS for anything, and the containers get no credentials. */
  readonly credentials?: CredentialsChoice;
  readonly pull?: PullBehaviour;
  readonly portConflict?: PortConflict;
  /** The folder whose tasks belong together; bind mounts outside it are a demand. */
  readonly workspace?: string;
  /** The file the definition came from, kept in a label so that the tree can open it. */
  readonly file?: string;
  /** Demands the person agreed to. */
  readonly allow?: readonly Demand['kind'][];
  /** Why containers do not share the task's limits though they were to: the engine has refused it, in these words. */
  readonly groupRefused?: string;
  /** What a definition is for that does not say, as its project says; `target` beats it. */
  readonly launchType?: TaskPlan['target'] | undefined;
  /** How rules are set for the file. They are asked once, so only their answer is kept with the task. */
  readonly severities?: LintOptions['severities'];
  /** What only this machine takes of `overrides`. There once it has been looked for. */
  readonly onlyHere?: readonly Difference[];
  /** 32 hex digits: that of a running task, to plan it again; in tests any, which makes names, and so locks, known. */
  readonly taskId?: string;
}

/** A published port: what the person opens in a browser. */
export interface PortWish {
  readonly container: string;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp';
  /** Addresses of this machine; the port is the same on each. */
  readonly hostIps: readonly string[];
  /** 0: any that is free. */
  readonly hostPort: number;
  /** `hostPort` was 0, and is one of ours since: it may be another one, and nobody has to be told. */
  readonly isPicked?: true;
  /** Where the wish stands in the file. */
  readonly pointer: string;
}

/** A create call: `POST /containers/create?name=…`. Bodies use the Docker Engine API's own names. */
export interface ContainerSpec {
  readonly facts: ContainerFacts;
  readonly dockerName: string;
  readonly image: string;
  /** linux/amd64 or linux/arm64, when the definition says. */
  readonly platform: string | undefined;
  /** The image is looked up by its name each time, and not resolved once for the task. */
  readonly versionConsistency?: 'disabled';
  readonly body: CreateBody;
  /** Put into the container before it starts. */
  readonly files?: readonly ContainerFile[];
  /** The log router whose address it is told, which is known once that runs. */
  readonly routedTo?: string;
  readonly ports: readonly PortWish[];
  /** `/containerDefinitions/0`, to pin what happens to its place in the file. Empty for the pause. */
  readonly pointer: string;
}

/** A file of ours in a container. Its folder is there already, as that of a volume. */
export interface ContainerFile {
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

/** The part of the Docker Engine API's create body that we send. */
export interface CreateBody {
  readonly Image: string;
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Env?: readonly string[];
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly Hostname?: string;
  readonly Tty?: boolean;
  readonly OpenStdin?: boolean;
  readonly StopSignal?: string;
  readonly NetworkDisabled?: boolean;
  readonly Labels: Readonly<Record<string, string>>;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly Healthcheck?: Readonly<Record<string, unknown>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly NetworkingConfig?: Readonly<Record<string, unknown>>;
}

export interface VolumeSpec {
  /** The engine's name for it. */
  readonly dockerName: string;
  readonly driver: string | undefined;
  readonly driverOpts: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** `task` volumes go with the task; `shared` ones stay. */
  readonly scope: 'task' | 'shared';
  /** Shared without autoprovision: it must exist already. */
  readonly mustExist: boolean;
}

/** The control group that holds all containers of a task to its size, as on ECS. Beside CPUs, shares say nothing. */
export interface GroupSpec {
  /** `HostConfig.CgroupParent`. */
  readonly parent: string;
  /** Of the engine's, at most. */
  readonly cpus: number | undefined;
  /** The sum of the containers'. */
  readonly shares: number;
  /** Bytes. */
  readonly memory: number | undefined;
}

export interface NetworkSpec {
  readonly dockerName: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The network on which tasks of a workspace find each other: shared, made by the first and removed after the last. */
export interface NamespaceSpec extends NetworkSpec {
  /** By container that joins it, those by which it is found there. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly forwards: readonly PortForward[];
}

/** A name that is asked for at one TCP port, while what serves it listens at another. */
export interface PortForward {
  readonly dnsName: string;
  readonly port: number;
  /** Which container of the namespace it leads to, and at which port. */
  readonly to: { readonly container: string; readonly port: number };
  /** Of the port mapping. */
  readonly pointer: string;
}

/** Everything a run will do, as data. Made by `planTask`, carried out by the driver. */
export interface TaskPlan {
  readonly taskId: string;
  readonly taskArn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly family: string;
  readonly revision: string;
  readonly target: TaskState['target'];
  readonly networkMode: 'awsvpc' | 'bridge' | 'host' | 'none';
  readonly pullBehaviour: PullBehaviour;
  readonly portConflict: PortConflict;
  /** awsvpc: the network the task lives in; bridge: the one that leads to its endpoint. */
  readonly network: NetworkSpec | undefined;
  readonly namespace: NamespaceSpec | undefined;
  /** Undefined where each container has the task's limits for itself. */
  readonly group: GroupSpec | undefined;
  readonly volumes: readonly VolumeSpec[];
  /** In the order of the definition, the pause first. */
  readonly containers: readonly ContainerSpec[];
  readonly notices: readonly Notice[];
  readonly refusals: readonly Refusal[];
  /** Demands nobody has agreed to yet; a run with one is refused. */
  readonly demands: readonly Demand[];
  /** What was planned, kept in a label so that any window can take the task over. Secrets as references only. */
  readonly definition: TaskDefinition;
  readonly options: RunOptions;
  /** Files of this machine that gave it values: those of variables and of secrets. */
  readonly givenBy?: readonly string[];
}

/** Has the task a container of ours that owns what the others share? */
export const hasPause = ({ containers }: TaskPlan): boolean => containers.some(({ facts }) => facts.role === 'pause');
