import { parseTaskCpu, parseTaskMemory } from '../model/units';
import type { ContainerDefinition, LaunchType, NetworkMode, TaskDefinition, Volume } from '../model/taskDefinition';
import type { Field } from './field';

export type ContainerField = Field<ContainerDefinition>;
export type VolumeField = Field<Volume>;

/** Derived values of rules.md §0, each read once. Everything is undefined where the file does not say. */
export class TaskView {
  readonly containers: readonly ContainerField[];
  readonly volumes: readonly VolumeField[];

  constructor(
    /** The object with `family` and `containerDefinitions`; undefined for a bare container array. */
    readonly root: Field<TaskDefinition> | undefined,
    private readonly bareContainers: readonly ContainerField[] | undefined,
    private readonly assumed?: ReadonlySet<LaunchType>,
    private readonly assumedMode?: NetworkMode,
  ) {
    const containers = bareContainers ?? root?.get('containerDefinitions')?.items() ?? [];
    this.containers = containers.filter((container) => container.type === 'object');
    this.volumes = (root?.get('volumes')?.items() ?? []).filter((volume) => volume.type === 'object');
  }

  /** The same task as though it required exactly this type, or this network mode too; the text stays as it is. */
  assuming(type: LaunchType, mode?: NetworkMode): TaskView {
    return new TaskView(this.root, this.bareContainers, new Set([type]), mode);
  }

  /** `C`: what `requiresCompatibilities` names. Empty when absent. */
  get launchTypes(): ReadonlySet<LaunchType> {
    if (this.assumed) return this.assumed;
    return (this.#launchTypes ??= new Set(
      (this.root?.get('requiresCompatibilities')?.items() ?? []).map((item) => item.text as LaunchType),
    ));
  }
  #launchTypes: ReadonlySet<LaunchType> | undefined;

  /** FARGATE ∈ C: the strictest set of rules is on, even if other types are listed. */
  get isFargate(): boolean {
    return this.launchTypes.has('FARGATE');
  }

  /** Whether some launch type could not be read, or is none, so that a rule about its absence must not speak. */
  get launchTypesUnknown(): boolean {
    const field = this.root?.get('requiresCompatibilities');
    return (
      field !== undefined &&
      !this.assumed &&
      (field.type !== 'array' || field.items().some((item) => !launchTypes.has(item.text ?? '')))
    );
  }

  /** The list item `FARGATE`, where findings about what Fargate needs are shown; where it is only assumed, the list. */
  get fargateItem(): Field | undefined {
    if (!this.isFargate) return undefined;
    const list = this.root?.get('requiresCompatibilities');
    const item = list?.items().find(({ text }) => text === 'FARGATE');
    return item ?? (this.assumed && (list ?? this.root));
  }

  /**
   * `NM`: the network mode in force, with the default where none is written; undefined when it cannot be known
   * (a placeholder, a wrong type, Windows without a mode, or a bare container array).
   */
  get networkMode(): NetworkMode | undefined {
    if (this.assumedMode || !this.root) return this.assumedMode;
    const field = this.root.get('networkMode');
    if (field) return field.known as NetworkMode | undefined;
    if (this.os === 'windows') return undefined;
    if (this.isFargate) return undefined; // missing where it is required: another rule says so
    return this.launchTypes.size === 1 && this.launchTypes.has('MANAGED_INSTANCES') ? 'awsvpc' : 'bridge';
  }

  /** `OS`: Windows or Linux where the file says, or where Fargate's default does. */
  get os(): 'windows' | 'linux' | undefined {
    const field = this.root?.get('runtimePlatform')?.get('operatingSystemFamily');
    const family = field?.known;
    if (family?.startsWith('WINDOWS_SERVER')) return 'windows';
    if (family === 'LINUX') return 'linux';
    return field === undefined && this.isFargate ? 'linux' : undefined;
  }

  /** Task cpu in cpu units; also read from a JSON number, which another rule reports. */
  get cpu(): number | undefined {
    const field = this.root?.get('cpu');
    return field?.known === undefined ? field?.num : parseTaskCpu(field.known);
  }

  /** Task memory in MiB; also read from a JSON number, which another rule reports. */
  get memory(): number | undefined {
    const field = this.root?.get('memory');
    return field?.known === undefined ? field?.num : parseTaskMemory(field.known);
  }

  /** The names of all members of the task, its containers and its volumes. */
  get members(): ReadonlySet<string> {
    return (this.#members ??= new Set(
      [...(this.root ? [this.root] : []), ...this.containers, ...this.volumes].flatMap((each) =>
        each.members().map(({ name }) => name ?? ''),
      ),
    ));
  }
  #members: ReadonlySet<string> | undefined;

  /** What `compute` makes of this task, worked out once. (Kept here, since weak maps are dear to collect.) */
  remembered<T>(compute: (task: TaskView) => T): T {
    if (!this.#remembered.has(compute)) this.#remembered.set(compute, compute(this));
    return this.#remembered.get(compute) as T;
  }
  readonly #remembered = new Map<unknown, unknown>();

  /** The first container of that name. */
  container(name: string): ContainerField | undefined {
    return (this.#containersByName ??= byName(this.containers)).get(name);
  }
  #containersByName: ReadonlyMap<string, ContainerField> | undefined;

  /** The first volume of that name. */
  volume(name: string): VolumeField | undefined {
    return (this.#volumesByName ??= byName(this.volumes)).get(name);
  }
  #volumesByName: ReadonlyMap<string, VolumeField> | undefined;

  /** Whether every container shows its name, so that a name which is not there is really missing. */
  get containerNamesComplete(): boolean {
    const list = this.root?.get('containerDefinitions');
    return (this.#containerNamesComplete ??=
      namesComplete(this.containers) &&
      (!list || (list.type === 'array' && list.items().length === this.containers.length)));
  }
  #containerNamesComplete: boolean | undefined;

  /** Whether every volume shows its name. */
  get volumeNamesComplete(): boolean {
    const list = this.root?.get('volumes');
    return (this.#volumeNamesComplete ??=
      namesComplete(this.volumes) && (!list || (list.type === 'array' && list.items().length === this.volumes.length)));
  }
  #volumeNamesComplete: boolean | undefined;
}

const launchTypes: ReadonlySet<string> = new Set<LaunchType>(['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES']);

function byName<F extends ContainerField | VolumeField>(fields: readonly F[]): ReadonlyMap<string, F> {
  const map = new Map<string, F>();
  for (const field of fields) {
    const name = field.member('name')?.text;
    if (name !== undefined && !map.has(name)) map.set(name, field);
  }
  return map;
}

const namesComplete = (fields: readonly (ContainerField | VolumeField)[]): boolean =>
  fields.every((field) => field.member('name')?.known !== undefined);

/** Default true (ContainerDefinition in the ECS API Reference). */
export const isEssential = (container: ContainerField): boolean => container.get('essential')?.bool !== false;

/** Where a finding about a whole container is shown: at its name, or at its opening when it has none. */
export const nameOf = (container: ContainerField | VolumeField): Field => container.member('name') ?? container;
