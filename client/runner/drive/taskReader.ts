import type { ContainerFactsOnEngine, Execution } from '../enginePort';
import { FilesOnEngine } from '../files/containerFiles';
import { label } from '../labels';
import { memoryLimitOf } from '../memoryLimit';
import type { TaskPlan } from '../plan';
import type { ContainerFiles, Runner, TaskDetails, TaskSnapshot, Usage } from '../runner';
import { neverMade, notRunning, unknownContainer, unknownTask } from './boundary';
import { usageOf } from '../usage';
import { detailsOf } from './details';
import type { Drivers } from './drivers';
import { asShown, findTasks, type FindingContext, type FoundTask } from './foundTasks';
import { tasksOfFolders } from './ofFolders';
import { hasDied } from './owner';
import { snapshotOf } from './snapshot';
import type { Look } from './taskLog';

/** The label that all of one task carries. */
export const ofTask = (taskId: string): string => `${label.task}=${taskId}`;

/** A task as it is shown while nobody here drives it. */
export const isOver = (task: FoundTask): boolean => shown(task).lastStatus === 'STOPPED';

export function shown(task: FoundTask): TaskSnapshot {
  return snapshotOf(task.plan, asShown(task, Date.now()), task.facts);
}

/** Those of the definition, without the pause. */
const appsOf = ({ containers }: TaskPlan): string[] =>
  containers.flatMap(({ facts: { name, role } }) => (role === 'app' ? name : []));

/** What the engine was told to give to a container at most; in a group, what all of them may use together. */
function limitsOf(plan: TaskPlan, name: string): Pick<Usage, 'cpuLimit' | 'memoryLimit'> {
  const { NanoCpus } = plan.containers.find(({ facts }) => facts.name === name)?.body.HostConfig ?? {};
  return {
    cpuLimit: typeof NanoCpus === 'number' ? NanoCpus / 1e9 : plan.group?.cpus,
    memoryLimit: memoryLimitOf(plan, name),
  };
}

/** What can be told of the tasks on one engine: by their drivers, else by what is found of them. Changes no task. */
export class TaskReader {
  constructor(
    private readonly context: FindingContext,
    private readonly drivers: Drivers,
  ) {}

  async find(labels: readonly string[]): Promise<FoundTask[]> {
    return findTasks(this.context, labels);
  }

  /** Those that belong to a window with these folders. */
  async findIn(folders: readonly string[]): Promise<FoundTask[]> {
    const ours = tasksOfFolders(await this.context.port.list([label.task]), folders);
    return ours.size === 0 ? [] : findTasks(this.context, [], (taskId) => !ours.has(taskId));
  }

  /** Rejects with a RunnerError when there is no such task. */
  async findOne(taskId: string): Promise<FoundTask> {
    const [task] = await this.find([ofTask(taskId)]);
    if (!task) throw unknownTask(taskId);
    return task;
  }

  /** The newest first. */
  async all(): Promise<TaskSnapshot[]> {
    const here = new Map(this.drivers.all().map((driver) => [driver.taskId, driver]));
    const others = await findTasks(this.context, [], (taskId) => here.has(taskId));
    const driven = [...here.values()].map((driver) => driver.snapshot());
    return [...driven, ...others.map((task) => this.withAttendance(task))].sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Who drives a task matters until it has stopped. */
  private withAttendance(task: FoundTask): TaskSnapshot {
    const snapshot = shown(task);
    const owner = this.context.store.read(snapshot.taskId)?.owner;
    const isAttended = snapshot.lastStatus === 'STOPPED' || (owner !== undefined && !hasDied(owner));
    return isAttended ? snapshot : { ...snapshot, isUnattended: true };
  }

  async details(taskId: string): Promise<TaskDetails> {
    const task = await this.findOne(taskId);
    return detailsOf(this.context.port, task, this.drivers.get(taskId)?.snapshot() ?? shown(task));
  }

  /** The names of its containers. */
  async containers(taskId: string): Promise<string[]> {
    return appsOf((await this.findOne(taskId)).plan);
  }

  /** What there is of a task's output at this moment. */
  async look(taskId: string): Promise<Look> {
    const [task] = await this.find([ofTask(taskId)]);
    const status = this.drivers.get(taskId)?.snapshot().lastStatus ?? (task && shown(task).lastStatus);
    const apps = [...(task?.facts ?? [])].filter(([, { labels }]) => labels[label.role] !== 'pause');
    return {
      containers: apps.map(([container, { id, tty, startedAt }]) => ({ container, id, tty, startedAt })),
      isOver: status === undefined || status === 'STOPPED',
    };
  }

  async exec(taskId: string, { container, command, tty }: Parameters<Runner['exec']>[1]): Promise<Execution> {
    const found = await this.container(taskId, container);
    if (found?.state !== 'running') throw notRunning(container);
    return this.context.port.exec(found.id, command, { tty });
  }

  async files(taskId: string, name: string): Promise<ContainerFiles> {
    const found = await this.container(taskId, name);
    if (!found) throw neverMade(name);
    return new FilesOnEngine(this.context.port, { id: found.id, isRunning: found.state === 'running' });
  }

  async usage(taskId: string, signal: AbortSignal | undefined): Promise<Map<string, Usage>> {
    const { plan, facts } = await this.findOne(taskId);
    const used = await Promise.all(
      appsOf(plan).map(async (name): Promise<readonly (readonly [string, Usage])[]> => {
        const found = facts.get(name);
        if (found?.state !== 'running') return [];
        const usage = await usageOf(this.context.port, found.id, signal);
        return usage ? [[name, { ...usage, ...limitsOf(plan, name) }]] : [];
      }),
    );
    return new Map(used.flat());
  }

  /** Undefined while it is not made. Rejects with a RunnerError when the task has none of that name. */
  private async container(taskId: string, name: string): Promise<ContainerFactsOnEngine | undefined> {
    const { plan, facts } = await this.findOne(taskId);
    const names = appsOf(plan);
    if (!names.includes(name)) throw unknownContainer(name, names);
    return facts.get(name);
  }
}
