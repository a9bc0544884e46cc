import type { ContainerFactsOnEngine, EngineEvent } from '../enginePort';
import type { Change } from '../changes';
import { TaskEndpoint } from '../endpoints/taskEndpoint';
import { isOfTask, label } from '../labels';
import type { Notice } from '../notice';
import type { TaskPlan } from '../plan';
import type { RunObserver, RunningTask, TaskSnapshot } from '../runner';
import { step } from '../step';
import type { Effect, RunnerEvent, TaskState } from '../state';
import { transitions } from '../transitions';
import { Attempts } from './attempts';
import { cachedInstead } from './cachedInstead';
import { Followers } from './followers';
import { Forwarders } from './forwarders';
import type { Images } from './images';
import { lookAt } from './looking';
import { isToRemember, toRemember } from './memory';
import { OneAtATime } from './oneAtATime';
import { Operations } from './operations';
import { revise } from './revision';
import { Sightings } from './sightings';
import { portsAreKnown, snapshotOf } from './snapshot';
import type { Surface } from './surface';
import { within } from './within';

/** Milliseconds to wait, when everything has stopped, for a log that says nothing more, and for what is being made or closed. */
const patience = { log: 30_000, others: 5_000 };

/**
 * Drives one task: feeds the reducer with what the engine tells and carries out what it decides. An engine event is a
 * hint, confirmed by inspect.
 */
export class TaskDriver implements RunningTask {
  readonly taskId: string;
  readonly started: Promise<TaskSnapshot>;
  readonly stopped: Promise<TaskSnapshot>;
  readonly operations: Operations;
  readonly endpoint: TaskEndpoint;
  private readonly forwarders: Forwarders;
  /** Settles when what all containers need has been made, or cannot be: the task has not stopped before. */
  making = Promise.resolve();
  private readonly sightings = new Sightings((container, facts) => this.endpoint.learn(container, facts));
  private readonly queue: RunnerEvent[] = [];
  private readonly looks = new OneAtATime(async (container) => this.look(container));
  private readonly attempts: Attempts;
  private readonly followers: Followers | undefined;
  private readonly hearing: { dispose(): void };
  private timer: NodeJS.Timeout | undefined;
  private isStepping = false;
  private hasToldStart = false;
  private hasLetGo = false;
  private tellStarted!: (task: TaskSnapshot) => void;
  private tellStopped!: (task: TaskSnapshot) => void;

  constructor(
    private readonly surface: Surface,
    plan: TaskPlan,
    private state: TaskState,
    images: Images,
    private readonly observer: RunObserver = {},
    /** The plan as it was made, before taken ports changed it. */
    private asked = plan,
  ) {
    const { port, hub, endpoints } = surface;
    const notice = (found: Notice) => this.observer.notice?.(found);
    this.taskId = plan.taskId;
    this.endpoint = new TaskEndpoint(endpoints, plan, {
      view: () => ({ plan: this.plan, state: this.state, facts: this.sightings.facts, pulls: this.operations.pulls }),
      look: async (container) => this.looks.do(container),
      notice,
    });
    this.forwarders = new Forwarders(endpoints, plan, notice);
    const own = { endpoint: this.endpoint, forwarders: this.forwarders };
    this.operations = new Operations(surface, plan, images, observer, own);
    this.attempts = new Attempts(this.operations, hub, (event) => this.dispatch(event));
    this.started = new Promise((resolve) => (this.tellStarted = resolve));
    this.stopped = new Promise((resolve) => (this.tellStopped = resolve));
    if (observer.log) this.followers = Followers.of(port, hub, (line) => observer.log?.(line));
    this.hearing = hub.listen({
      isDriver: true,
      event: (event) => this.heard(event),
      reachable: (reachable) => this.reached(reachable),
    });
  }

  get plan(): TaskPlan {
    return this.operations.plan;
  }

  get isReleased(): boolean {
    return this.hasLetGo;
  }

  get isRunning(): boolean {
    return this.state.status !== 'STOPPED';
  }

  /** What inspect said before this process began to drive the task. */
  learn(container: string, facts: ContainerFactsOnEngine, tail?: number): void {
    this.operations.ids.set(container, facts.id);
    this.sightings.see(container, facts);
    if (facts.startedAt !== undefined) this.followLog(container, tail);
  }

  /** Takes up a task that has all it needs. */
  goOn(): void {
    if (this.state.desired === 'RUNNING') this.endpoint.open();
    this.dispatch({ type: 'begin' });
  }

  /** Makes anew what another plan of this task makes differently, unless that is the task itself. */
  update(asked: TaskPlan): Change {
    const { change, plan, notices } = revise(this.plan, this.asked, asked);
    if (change.kind !== 'containers') return change;
    this.asked = asked;
    this.operations.plan = plan;
    this.announce(notices);
    for (const { name: container } of change.containers)
      this.dispatch({ type: 'replace', container, facts: this.operations.spec(container).facts });
    return change;
  }

  /** Tells what has turned out about the plan since it was made; each thing once. */
  announce(notices: readonly Notice[]): void {
    const unheard = notices.filter(({ text }) => !this.plan.notices.some((known) => known.text === text));
    this.operations.plan = { ...this.plan, notices: [...this.plan.notices, ...unheard] };
    for (const notice of unheard) this.observer.notice?.(notice);
  }

  snapshot(): TaskSnapshot {
    return snapshotOf(this.plan, this.state, this.sightings.facts);
  }

  /** What happens next follows from the event; several at once are taken one after the other. */
  dispatch(event: RunnerEvent): void {
    this.queue.push(event);
    if (this.isStepping || this.hasLetGo) return;
    this.isStepping = true;
    for (let next = this.queue.shift(); next; next = this.queue.shift()) this.advance(next);
    this.isStepping = false;
  }

  private advance(event: RunnerEvent): void {
    const before = this.state;
    const now = Date.now();
    const [state, effects] = step(before, event, now);
    this.state = state;
    this.tell(before, now);
    for (const effect of effects) this.carryOut(effect);
  }

  private tell(before: TaskState, now: number): void {
    const moves = transitions(before, this.state, now);
    for (const move of moves) {
      this.observer.transition?.(move);
      if (move.container !== undefined && move.status === 'RUNNING' && move.health === undefined)
        this.followLog(move.container);
    }
    for (const notice of cachedInstead(this.plan, before, this.state)) this.observer.notice?.(notice);
    if (moves.length > 0) this.surface.changed(this.taskId);
    if (isToRemember(before, this.state)) this.surface.store.remember(this.taskId, toRemember(this.state));
    this.tellIfStarted();
  }

  private followLog(container: string, tail?: number): void {
    const { facts, body } = this.operations.spec(container);
    const id = this.operations.ids.get(container);
    if (facts.role === 'app' && id !== undefined)
      this.followers?.follow({ container, id, tty: body.Tty ?? false, ...(tail !== undefined && { tail }) });
  }

  private tellIfStarted(): void {
    if (this.hasToldStart) return;
    const { status, startedAt } = this.state;
    this.hasToldStart =
      status === 'STOPPED' || (startedAt !== undefined && portsAreKnown(this.plan, this.state, this.sightings.facts));
    if (this.hasToldStart) this.tellStarted(this.snapshot());
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'wakeAt':
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.dispatch({ type: 'tick' }), Math.max(0, effect.at - Date.now()));
        return;
      case 'cancel':
        return this.attempts.cancel(effect.container);
      case 'kill':
        void this.attempts.kill(effect.container);
        return;
      case 'inspect':
        void this.looks.do(effect.container);
        return;
      case 'stopped':
        void this.finish();
        return;
      default:
        void this.attempts.make(effect.type, effect.container, effect.timeout ?? 0);
    }
  }

  private async look(container: string): Promise<void> {
    if (this.hasLetGo) return;
    const { surface, operations, sightings } = this;
    this.dispatch(await lookAt({ ...surface, operations, sightings }, container, this.state));
  }

  private heard(event: EngineEvent): void {
    const { [label.task]: task, [label.container]: container } = event.labels;
    if (task !== this.taskId || container === undefined || event.action === 'create' || !isOfTask(event.labels)) return;
    if (event.action === 'die') {
      this.sightings.died(container, event);
      // Another process may have been asked to stop the task; its containers' exits are then no accident.
      const { stopCode, stoppedReason: reason } = this.surface.store.read(this.taskId) ?? {};
      const isAsked = stopCode === 'UserInitiated' && this.state.desired === 'RUNNING';
      if (isAsked) this.dispatch({ type: 'userStop', reason });
    }
    void this.looks.do(container);
  }

  private reached(reachable: boolean): void {
    if (!reachable) this.surface.groups.doubt(this.taskId);
    this.observer.engine?.({ reachable });
    this.dispatch({ type: 'engine', reachable });
    this.surface.changed(this.taskId);
  }

  private async finish(): Promise<void> {
    clearTimeout(this.timer);
    this.hearing.dispose();
    this.attempts.release();
    this.surface.store.remember(this.taskId, toRemember(this.state));
    const closed = Promise.all([this.endpoint.close(), this.forwarders.close(), this.making]);
    await this.followers?.finish(patience.log);
    await within(patience.others, closed);
    this.followers?.leave();
    this.surface.store.remember(this.taskId, { owner: undefined });
    this.tellStopped(this.snapshot());
  }

  /** Lets go of the task; it runs on without anybody who enforces its rules. */
  release(): void {
    this.hasLetGo = true;
    clearTimeout(this.timer);
    this.hearing.dispose();
    this.followers?.leave();
    this.endpoint.release();
    this.attempts.release();
  }
}
