import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import type { LabelledTask } from '../labels';
import type { TaskNaming } from '../names';
import type { CreateBody, EngineInfo, GroupSpec, RunOptions, TaskPlan } from '../plan';
import type { PlannedImage, Surroundings } from '../surroundings';
import type { Report } from '../report';

/** What every part of the field map may look at. */
export interface TaskScope extends TaskNaming {
  readonly definition: TaskDefinition;
  readonly containers: readonly ContainerDefinition[];
  readonly options: RunOptions;
  readonly engine: EngineInfo;
  readonly around: Surroundings;
  readonly target: TaskPlan['target'];
  readonly networkMode: TaskPlan['networkMode'];
  readonly region: string;
  readonly report: Report;
  /** That all containers are in, when they share the task's limits. */
  readonly group: GroupSpec | undefined;
  /** What the labels of everything this task makes say. */
  readonly labelled: LabelledTask;
}

export interface ContainerScope extends TaskScope {
  readonly container: ContainerDefinition;
  readonly name: string;
  /** `/containerDefinitions/0` */
  readonly pointer: string;
  /** The image to run: an option may replace the file's. */
  readonly image: string;
  /** Undefined while the engine does not have the image. */
  readonly imageFacts: PlannedImage | undefined;
}

/** One room's share of a create body. */
export interface BodyPart {
  readonly config?: Partial<Omit<CreateBody, 'Image' | 'Labels' | 'HostConfig'>>;
  readonly host?: Readonly<Record<string, unknown>>;
}

export const mebibyte = 1_048_576;

/** The object without its undefined members: the engine reads an explicit null as a value. */
export function present<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** The list, or undefined when it is empty or missing: ECS reads both the same. */
export function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** Has the task a container that owns what the others share: their network, processes or shared memory? */
export const hasPause = ({ networkMode, definition: { pidMode, ipcMode } }: TaskScope): boolean =>
  networkMode === 'awsvpc' || pidMode === 'task' || ipcMode === 'task';
