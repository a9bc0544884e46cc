import type { Execution } from '../enginePort';
import { label } from '../labels';
import type { TaskPlan } from '../plan';
import type { Runner, TaskDetails, TaskSnapshot } from '../runner';
import { notRunning, unknownContainer, unknownTask } from './boundary';
import { detailsOf } from './details';
import type { Drivers } from './drivers';
import { asShown, findTasks, type FindingContext, type FoundTask } from './foundTasks';
import { snapshotOf } from './snapshot';
import type { Look } from './taskLog';

/** The label that all of one task carries. */
export const ofTask = (taskId: string): string => `${label.task}=${taskId}`;

/** A task as it is shown while nobody here drives it. */
export function shown(task: FoundTask): TaskSnapshot {
  return snapshotOf(task.plan, asShown(task, Date.now()), task.facts);
}

/** Those of the definition, without the pause. */
const appsOf = ({ containers }: TaskPlan): string[] =>
  containers.flatMap(({ facts: { name, role } }) => (role === 'app' ? name : []));

/** What can be told of the tasks on one engine: by their drivers, else by what is found of them. Changes no task. */
export class TaskReader {
  constructor(
    private readonly context: FindingContext,
    private readonly drivers: Drivers,
  ) {}

  async find(labels: readonly string[]): Promise<FoundTask[]> {
    return findTasks(this.context, labels);
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
    return [...driven, ...others.map(shown)].sort((a, b) => b.createdAt - a.createdAt);
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
    const { plan, facts } = await this.findOne(taskId);
    const names = appsOf(plan);
    if (!names.includes(container)) throw unknownContainer(container, names);
    const found = facts.get(container);
    if (found?.state !== 'running') throw notRunning(container);
    return this.context.port.exec(found.id, command, { tty });
  }
}
