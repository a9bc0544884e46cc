import { planTask } from '../../../client/runner/planTask';
import type { TaskPlan } from '../../../client/runner/plan';
import type { Execution } from '../../../client/runner/enginePort';
import type {
  AdoptOptions,
  LogLine,
  LogsOptions,
  RunObserver,
  Runner,
  RunningTask,
  TaskDetails,
  TaskSnapshot,
} from '../../../client/runner/runner';
import type { RunOptions } from '../../../client/runner/plan';
import type { TaskDefinition } from '../../../server/index';
import { containerSnapshot, engine, taskSnapshot } from '../../support/fakeRunner';

export const taskId = '0123456789abcdef0123456789abcdef';

/** A task as the runner shows it, with one container `web`. */
export const snapshot = (changes: Partial<TaskSnapshot> = {}): TaskSnapshot =>
  taskSnapshot({ taskId, revision: '1', createdAt: 0, startedAt: 1, containers: [container()], ...changes });

type Container = TaskSnapshot['containers'][number];

export const container = (changes: Partial<Container> = {}): Container =>
  containerSnapshot({
    image: 'nginx',
    runtimeId: 'abc',
    ports: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 8080 }],
    ...changes,
  });

/** Everything known of that task. */
export function details(changes: Partial<TaskDetails> = {}): TaskDetails {
  const { containers, ...task } = snapshot({ startedAt: 1000 });
  return {
    ...task,
    ...{ networkMode: 'awsvpc', pullBehaviour: 'default', networks: ['taskdef-0123'], volumes: [] },
    containers: containers.map((one) => ({
      ...one,
      ...{ dockerName: 'ecs-webserver-1-web-0123', interactive: false, startedAt: 1000, finishedAt: undefined },
      dependsOn: [{ container: 'db', condition: 'HEALTHY' }],
      ...{ startTimeout: undefined, stopTimeout: 30, addresses: {}, mounts: [] },
      ...{ variables: ['PATH', 'DB_PASSWORD'], healthOutput: undefined },
    })),
    helpers: [{ role: 'pause', name: 'ecs-webserver-1-internalecspause-0123', state: 'running' }],
    notices: [
      { code: 'ephemeral', pointer: '/ephemeralStorage', verdict: 'ignored', text: 'The disk of the engine is used.' },
    ],
    ...changes,
  };
}

/** A runner without an engine. A test says when its one task runs and stops; what was asked of it is in `asked`. */
export class FakeRunner implements Runner {
  readonly asked: string[] = [];
  readonly engine = engine;
  listed: TaskSnapshot[] = [];
  lines: LogLine[] = [];
  planned: Partial<TaskPlan> = {};
  options: RunOptions = {};
  observer: RunObserver = {};
  /** Called once the task is asked to run, so that a test can go on from there. */
  begun: () => void = () => undefined;
  readonly #running = deferred<TaskSnapshot>();
  readonly #stopped = deferred<TaskSnapshot>();

  running(task = snapshot()): void {
    this.#running.resolve(task);
  }

  stopped(task = snapshot({ lastStatus: 'STOPPED' })): void {
    this.#running.resolve(task);
    this.#stopped.resolve(task);
  }

  async plan(definition: TaskDefinition, options: RunOptions = {}): Promise<TaskPlan> {
    this.options = options;
    const around = { taskId, createdAt: 0, pauseImage: '', images: new Map() };
    const plan = planTask(definition, options, engine, around);
    return { ...plan, ...{ revision: '1', notices: [], refusals: [], demands: [] }, ...this.planned };
  }

  /** How a run fails that never begins. */
  failing: ((signal: AbortSignal | undefined) => Promise<never>) | undefined;

  async run(plan: TaskPlan, observer: RunObserver = {}, signal?: AbortSignal): Promise<RunningTask> {
    if (this.failing) return this.failing(signal);
    this.asked.push('run');
    this.observer = observer;
    return this.#begin(plan.taskId);
  }

  async tasks(): Promise<TaskSnapshot[]> {
    return this.listed;
  }

  /** Why nobody can take the task over, or that it has stopped. */
  notAdoptable: Error | 'stopped' | undefined;

  async adopt(id = taskId, observer: RunObserver = {}, { tail }: AdoptOptions = {}): Promise<RunningTask[]> {
    if (this.notAdoptable instanceof Error) throw this.notAdoptable;
    if (this.notAdoptable) return [];
    this.asked.push(`adopt ${id.slice(0, 4)}, the last ${tail} lines`);
    this.observer = observer;
    observer.transition?.({ status: 'RUNNING', at: 0 });
    return [this.#begin(id)];
  }

  #begin(id: string): RunningTask {
    queueMicrotask(() => this.begun());
    return { taskId: id, started: this.#running.promise, stopped: this.#stopped.promise, snapshot: () => snapshot() };
  }

  /** What the next update finds changed. */
  change: Awaited<ReturnType<Runner['update']>> = { kind: 'nothing' };

  async update(): Promise<typeof this.change> {
    this.asked.push('update');
    return this.change;
  }

  watch(): { dispose(): void } {
    return { dispose: () => undefined };
  }

  async stop(id: string, { force = false, reason = '' } = {}): Promise<TaskSnapshot> {
    this.asked.push(`${force ? 'kill' : 'stop'}${reason && `: ${reason}`}`);
    return snapshot({ taskId: id, lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: reason });
  }

  async *logs(_id: string, options: LogsOptions = {}): AsyncIterable<readonly LogLine[]> {
    this.asked.push(`logs ${JSON.stringify({ ...options, signal: undefined })}`);
    if (this.lines.length > 0) yield this.lines;
  }

  detailed: TaskDetails = details();

  async inspect(id: string): Promise<TaskDetails> {
    this.asked.push(`inspect ${id.slice(0, 4)}`);
    return this.detailed;
  }

  /** What a command writes and ends with; what it was sent is in `asked`. */
  command = { writes: [] as [stream: 'stdout' | 'stderr', text: string][], code: 0 };

  async exec(_id: string, { container: name, command, tty }: Parameters<Runner['exec']>[1]): Promise<Execution> {
    this.asked.push(`exec ${name}${tty ? ' tty' : ''}: ${command.join(' ')}`);
    const { writes, code } = this.command;
    return {
      output: (async function* () {
        for (const [stream, text] of writes) yield { stream, payload: Buffer.from(text) };
      })(),
      send: (data) => void this.asked.push(`send ${data.toString()}`),
      end: () => void this.asked.push('end'),
      resize: async ({ rows, columns }) => void this.asked.push(`resize ${columns}×${rows}`),
      exitCode: async () => code,
      close: () => void this.asked.push('close'),
    };
  }

  files(): Promise<never> {
    return Promise.reject(new Error('the terminal does not call files'));
  }

  usage(): Promise<never> {
    return Promise.reject(new Error('the terminal does not call usage'));
  }

  async remove(id: string): Promise<{ residue: readonly string[] }> {
    this.asked.push(`remove ${id.slice(0, 4)}`);
    return { residue: [] };
  }

  async prune(): Promise<{ tasks: readonly string[]; residue: readonly string[] }> {
    this.asked.push('prune');
    return { tasks: this.listed.map((task) => task.taskId), residue: [] };
  }

  async dispose(): Promise<void> {
    this.asked.push('dispose');
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
