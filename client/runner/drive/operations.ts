import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError, RunnerError } from '../errors';
import type { ContainerFactsOnEngine, EnginePort } from '../enginePort';
import { label } from '../labels';
import type { TaskEndpoint } from '../endpoints/taskEndpoint';
import { withVariables } from '../endpoints/variables';
import { pauseName } from '../names';
import type { ContainerSpec, CreateBody, PortWish, TaskPlan } from '../plan';
import type { RunObserver } from '../runner';
import type { Answer, Operation } from '../state';
import { adaptationTo } from './adaptations';
import type { Forwarders } from './forwarders';
import type { Images } from './images';
import { joinNamespace, startInNamespace } from './namespaces';
import { pauseBodyAt } from './pauseBody';
import { movePort, pickPorts, takenWish } from './ports';
import { Pulls } from './pulls';
import { addressOf, putFiles } from './router';
import type { Surface } from './surface';
import { unreadBelow } from './preparation';

/** How often, and after how many milliseconds each, a name is asked for whose holder is still being made. */
const attempts = 100;
const pause = 100;
const successorLooks = 10;

/** How an operation was asked for. */
export interface Asked {
  readonly signal: AbortSignal;
  /** The engine was lost during the call before: it may have been carried out. */
  readonly again: boolean;
  /** Seconds, for stop and replace. */
  readonly timeout: number;
}

/** What making and starting containers needs of the task's endpoint. */
type OwnEndpoint = Pick<TaskEndpoint, 'learn' | 'environment' | 'pauseAddress' | 'beforeStart' | 'afterStart'>;

/** The calls of one task to the engine. Knows the plan, which a taken port may change, and the engine's ids. */
export class Operations {
  readonly ids = new Map<string, string>();
  private readonly pulling: Pulls;
  private subnet: string | undefined;
  /** What each container was made from, and beside which pause. */
  private readonly made = new Map<string, { readonly body: CreateBody; readonly pause: string | undefined }>();

  constructor(
    private readonly surface: Pick<Surface, 'port' | 'testPort' | 'store' | 'adapted' | 'groups'>,
    public plan: TaskPlan,
    images: Images,
    private readonly observer: RunObserver,
    private readonly own: { readonly endpoint: OwnEndpoint; readonly forwarders: Pick<Forwarders, 'lead'> },
  ) {
    this.pulling = new Pulls(images, observer);
  }

  get pulls(): Pulls['times'] {
    return this.pulling.times;
  }

  private get port(): EnginePort {
    return this.surface.port;
  }

  /** The task's network has these addresses; the pause gets the first one, and a name to match. */
  useSubnet(subnet: string): void {
    this.subnet = subnet;
  }

  spec(name: string): ContainerSpec {
    const spec = this.plan.containers.find(({ facts }) => facts.name === name);
    if (!spec) throw new Error(`the plan has no container ${name}`);
    return spec;
  }

  /** Resolves with what the operation has told of the container. Rejects with an EngineError. */
  async run(operation: Exclude<Operation, 'inspect'>, name: string, asked: Asked): Promise<Answer> {
    const id = operation === 'create' ? await this.create(name) : undefined;
    if (operation === 'stop') await this.port.stop(this.id(name), asked.timeout);
    else if (operation !== 'create') await this[operation](name, asked);
    const imageDigest = this.pulling.digest(this.spec(name));
    return { ...(id !== undefined && { id }), ...(imageDigest !== undefined && { imageDigest }) };
  }

  private async manifest(name: string, { signal }: Asked): Promise<void> {
    await this.pulling.manifest(this.spec(name), signal);
  }

  private async pull(name: string, { signal }: Asked): Promise<void> {
    await this.pulling.pull(this.spec(name), signal);
  }

  /** The name is the lock: whoever comes second takes over what the first has made (runner.md §5.3). */
  private async create(name: string): Promise<string> {
    const { testPort, store } = this.surface;
    this.plan = (await pickPorts(this.spec(name), testPort, store.keptPorts(this.plan)))(this.plan);
    const spec = this.spec(name);
    const { dockerName, platform } = spec;
    const body = await this.bodyOf(spec);
    await this.refuseIncomplete(spec);
    this.made.set(name, { body: spec.body, pause: this.ids.get(pauseName) });
    for (let attempt = 1; ; attempt++)
      try {
        const id = await this.port.create(dockerName, body, platform === undefined ? {} : { platform });
        this.ids.set(name, id);
        return id;
      } catch (error) {
        if (!(error instanceof EngineError) || error.kind !== 'conflict') throw error;
        const holder = await this.port.inspect(dockerName);
        if (holder) return this.takePart(name, holder, body);
        // The name is reserved before its container can be seen.
        if (attempt === attempts) throw error;
        await sleep(pause);
      }
  }

  /** A task taken over may need another container whose secrets only its first window knew: ECS would not make it, either. */
  private async refuseIncomplete({ dockerName, pointer }: ContainerSpec): Promise<void> {
    if (pointer === '') return;
    const lacking = unreadBelow(this.plan, pointer);
    if (lacking && !(await this.port.inspect(dockerName))) throw new EngineError('refused', lacking.text);
  }

  private takePart(name: string, holder: ContainerFactsOnEngine, { Labels }: CreateBody): string {
    if (holder.labels[label.spec] !== Labels[label.spec])
      throw new EngineError('conflict', `the name ${holder.name} belongs to a container that is not of this task`);
    this.ids.set(name, holder.id);
    this.own.endpoint.learn(name, holder);
    return holder.id;
  }

  private async bodyOf(spec: ContainerSpec): Promise<CreateBody> {
    const { facts, routedTo } = spec;
    if (facts.role === 'pause') return this.pauseBody(spec.body);
    const router = routedTo === undefined ? {} : addressOf(await this.inspect(routedTo));
    const making = [this.pulling.bodyFor(spec), this.own.endpoint.environment(facts.name)] as const;
    const [body, own] = await Promise.all(making);
    return { ...body, Env: withVariables(body.Env ?? [], { ...router, ...own }) };
  }

  private async pauseBody(body: CreateBody): Promise<CreateBody> {
    if (this.plan.networkMode !== 'awsvpc') return body;
    const linkLocal = await this.own.endpoint.pauseAddress();
    return pauseBodyAt(this.plan, body, { subnet: this.subnet, linkLocal });
  }

  private async start(name: string, { again }: Pick<Asked, 'again'>): Promise<void> {
    if (again && (await this.hasStarted(name))) return;
    try {
      await this.surface.groups.make(this.plan);
      await joinNamespace(this.port, this.plan.namespace, { name, id: this.id(name) });
      await this.own.endpoint.beforeStart(name, this.id(name));
      await putFiles(this.port, this.id(name), this.spec(name));
      await startInNamespace(this.port, this.plan.namespace, async () => this.startWithItsAddress(name));
      await this.surface.groups.started(this.plan);
      this.own.forwarders.lead(name, this.id(name));
      await this.own.endpoint.afterStart(name, this.id(name));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (await this.isReplaced(name, error)) return this.startAgain(name);
      if (!(await this.changePlan(name, error))) throw error;
      // What stood in the way is fixed when a container is created, so the change means another container.
      await this.port.remove(this.id(name));
      await this.startAgain(name);
    }
  }

  private async startAgain(name: string): Promise<void> {
    await this.create(name);
    await this.start(name, { again: false });
  }

  /** Has another window, whose start was refused as well, removed the container to make another one of its name? */
  private async isReplaced(name: string, { kind }: EngineError): Promise<boolean> {
    if (kind !== 'not-found' && kind !== 'conflict') return false;
    for (let look = 1; look <= successorLooks; look++, await sleep(pause)) {
      const holder = await this.port.inspect(this.spec(name).dockerName);
      if (holder && holder.id !== this.ids.get(name)) return true;
    }
    return false;
  }

  /** The network is the task's own: who holds the address is the container's forerunner, which another window removes. */
  private async startWithItsAddress(name: string): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.port.start(this.id(name));
      } catch (error) {
        if (!(error instanceof EngineError) || error.kind !== 'address-taken' || attempt === attempts) throw error;
        await sleep(pause);
      }
  }

  /** Can the plan be changed so that the start will succeed? */
  private async changePlan(name: string, error: EngineError): Promise<boolean> {
    const spec = this.spec(name);
    const made = this.made.get(name);
    // It shares what a pause owned that was made anew since, for another port: the engine knows the first one by its id.
    if (error.kind === 'not-found' && made && name !== pauseName) return made.pause !== this.ids.get(pauseName);
    // Another container of the task was refused first, and the plan is another one since this one was made.
    const adaptation = adaptationTo(error);
    if (adaptation && made?.body !== spec.body) return true;
    if (adaptation?.concerns(this.plan, spec)) {
      adaptation.keepInMind?.(this.surface.adapted);
      const before = this.plan.notices;
      this.plan = adaptation.without(this.plan);
      for (const notice of this.plan.notices) if (!before.includes(notice)) this.observer.notice?.(notice);
      return true;
    }
    const wish = error.kind === 'port-taken' ? takenWish(spec, error.message) : undefined;
    if (wish) await this.movePort(wish, error);
    return wish !== undefined;
  }

  private async hasStarted(name: string): Promise<boolean> {
    const facts = await this.inspect(name);
    return facts !== undefined && facts.state !== 'created';
  }

  private async movePort(wish: PortWish, error: EngineError): Promise<void> {
    try {
      this.plan = await movePort(this.port, this.plan, wish, this.observer, this.surface.testPort);
    } catch (refusal) {
      if (!(refusal instanceof RunnerError)) throw refusal;
      throw new EngineError('port-taken', `${refusal.message} ${refusal.next}`, error.status, { cause: error });
    }
  }

  /** Makes room for another container of the same name. */
  private async replace(name: string, { timeout }: Pick<Asked, 'timeout'>): Promise<void> {
    await this.port.stop(this.id(name), timeout);
    await this.port.remove(this.id(name));
    this.ids.delete(name);
  }

  async kill(name: string): Promise<void> {
    await this.port.kill(this.id(name));
  }

  async inspect(name: string): Promise<ContainerFactsOnEngine | undefined> {
    return this.port.inspect(this.id(name));
  }

  /** Before the engine's id is known, the name does as well. */
  private id(name: string): string {
    return this.ids.get(name) ?? this.spec(name).dockerName;
  }
}
