import type { RunObserver } from '../runner/runner';
import { hasFailed } from './cause';

type Transition = Parameters<NonNullable<RunObserver['transition']>>[0];

/** What has to be known of a container to tell its death from its end. */
export interface Mortal {
  readonly name: string;
  readonly essential: boolean;
  /** A restart policy may start it again. */
  readonly mayRestart: boolean;
}

/**
 * Which container of a task died first, by its own doing: what falls after that is stopped because of it. Nobody has died
 * when an essential container comes to its end with success.
 */
export class Deaths {
  #first: string | undefined;
  #isOver = false;
  /** Who died while the task went on, until somebody is told. */
  #untold: string | undefined;
  #tell: ((container: string) => void) | undefined;

  constructor(private readonly containers: readonly Mortal[]) {}

  /** The container whose death came first; undefined while none has died. */
  get first(): string | undefined {
    return this.#first;
  }

  /** To be told when a container dies and the task goes on without it; at once when one already has. */
  onDeathBeside(tell: (container: string) => void): void {
    this.#tell = tell;
    this.#tellBeside();
  }

  /** What has died beside a task that goes on was told by who drove it before. Gives who that was. */
  passOver(): string | undefined {
    const passed = this.#untold;
    this.#untold = undefined;
    return passed;
  }

  observe({ container: name, status, ...end }: Transition): void {
    const container = this.containers.find((one) => one.name === name);
    if (!container || this.#isOver) return;
    if (status === 'RUNNING' && this.#first === name) this.#first = undefined;
    if (status !== 'STOPPED') return;
    this.#isOver = container.essential && !container.mayRestart;
    if (this.#first !== undefined || !hasFailed({ exitCode: end.exitCode, reason: end.reason })) return;
    this.#first = container.name;
    if (container.essential || container.mayRestart) return;
    this.#untold = container.name;
    this.#tellBeside();
  }

  #tellBeside(): void {
    if (this.#untold === undefined || !this.#tell) return;
    this.#tell(this.#untold);
    this.#untold = undefined;
  }
}
