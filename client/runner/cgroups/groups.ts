import { find } from '../containers';
import { EngineError } from '../errors';
import type { ContainerFactsOnEngine, EnginePort } from '../enginePort';
import type { HelperImage } from '../helper/archive';
import { ensureHelper } from '../helper/ensure';
import { groupRole, label, ownLabels } from '../labels';
import { memoryLimitOf } from '../memoryLimit';
import { groupMakerName } from '../names';
import type { EngineInfo, GroupSpec, TaskPlan } from '../plan';
import type { TaskState } from '../state';
import { finish, helperBody, type RunPort } from './helperRun';
import { whyKilled, type Verdict } from './outOfMemory';
import { removeGroups } from './removeGroups';
import { limitSteps } from './steps';

type GroupPort = RunPort & Pick<EnginePort, 'info' | 'inspect' | 'list' | 'listImages' | 'loadImage' | 'past'>;

type Grouped = Pick<TaskPlan, 'taskId' | 'createdAt' | 'options' | 'group'>;

/**
 * The control groups that tasks share by choice. The container that has made one stays, ended, as long as the group: it
 * is found by its labels when everything else of the task has gone, and started again it sets the limits again. Nothing
 * is done for a task without a group.
 */
export class Groups {
  private readonly made = new Map<string, Promise<void>>();
  /** By exit of a container, which is told more than once. */
  private readonly verdicts = new Map<string, Verdict>();

  constructor(
    private readonly port: GroupPort,
    private readonly engine: EngineInfo,
    private readonly helper: HelperImage | undefined,
  ) {}

  /** Makes the group of a task, once. Rejects with an EngineError, and can be asked again then. */
  async make(plan: Grouped): Promise<void> {
    if (!plan.group) return;
    const making = this.made.get(plan.taskId) ?? this.limit(plan);
    this.made.set(plan.taskId, making);
    return making.catch((error: unknown) => {
      this.made.delete(plan.taskId);
      throw error;
    });
  }

  /** systemd learns of a group with the first container in it, and then sets the limits that it knows of: none. */
  async started(plan: Grouped): Promise<void> {
    if (this.engine.cgroupDriver === 'systemd') await this.limit(plan);
  }

  /**
   * What inspect says, with what is known of a want of memory, and a doubt where it is not, in a group or out of one.
   * Nobody is asked about an end that the task has asked for.
   * `task` is what its driver knows; without one, nobody drove it.
   */
  async judged<Facts extends ContainerFactsOnEngine | undefined>(
    plan: Pick<TaskPlan, 'containers' | 'group'>,
    facts: Facts,
    task?: TaskState,
  ): Promise<Facts | ContainerFactsOnEngine> {
    if (facts?.state !== 'exited' || facts.exitCode !== 137) return facts;
    const name = facts.labels[label.container] ?? '';
    const limit = memoryLimitOf(plan, name);
    const isShared = plan.group !== undefined;
    // Outside of a group what the engine has told is about this container.
    if (!isShared && (facts.oomKilled || limit === undefined)) return facts;
    const exit = `${facts.id} ${facts.finishedAt}`;
    const isAsked = task && find(task, name)?.desired === 'STOPPED';
    const version = isShared ? this.engine.cgroupVersion : undefined;
    const verdict = this.verdicts.get(exit) ?? (isAsked ? 'other' : await whyKilled(this.port, facts, version));
    this.verdicts.set(exit, verdict);
    const isDoubt = verdict === 'perhaps' && limit !== undefined;
    return { ...facts, oomKilled: verdict === 'memory', ...(isDoubt && { suspectedLimit: limit }) };
  }

  /** The engine was away. Its machine may have been started anew, without the groups: they are made again when needed. */
  doubt(taskId: string): void {
    this.made.delete(taskId);
  }

  /** Takes back what was made of a group in vain, as far as that is possible. */
  async giveUp({ taskId, group }: Grouped): Promise<void> {
    if (!group) return;
    this.made.delete(taskId);
    const labels = [`${label.task}=${taskId}`, `${label.role}=${groupRole}`];
    const makers = await this.port.list(labels);
    await Promise.all(makers.map(async ({ id }) => this.port.kill(id)));
    await removeGroups(this.port, await this.port.list(labels));
    await Promise.all(makers.map(async ({ id }) => this.port.remove(id)));
  }

  private async limit({ group, ...plan }: Grouped): Promise<void> {
    if (!group) return;
    const { port, engine, helper } = this;
    if (helper) await ensureHelper(port, helper);
    const body = helperBody(this.origin(plan, group), limitSteps(group, engine.cgroupVersion));
    const name = groupMakerName(plan.taskId);
    const id = await port.create(name, body, {}).catch((error: unknown) => {
      // Made already: by this process before, or by another one that drives the task.
      if (error instanceof EngineError && error.kind === 'conflict') return name;
      throw error;
    });
    await finish(port, id);
  }

  private origin(plan: Omit<Grouped, 'group'>, { parent }: GroupSpec) {
    const own = ownLabels({ ...plan, engineId: this.engine.id, workspace: plan.options.workspace });
    return { image: this.helper?.name ?? '', labels: { ...own, [label.role]: groupRole, [label.group]: parent } };
  }
}
