import type { Transition } from '../runner/transitions';
import { hasFailed } from './cause';

/** What has to be known of a container to tell its death from its end. */
export interface Mortal {
  readonly name: string;
  readonly essential: boolean;
  /** A restart policy may start it again. */
  readonly mayRestart: boolean;
}

/**
 * Which containers of a task died by their own doing, and not as the consequence of another's death. Nobody has died when
 * an essential container comes to its end with success.
 */
export class Deaths {
  #cause: string | undefined;
  readonly #ran = new Set<string>();
  #isOver = false;
  /** Who died while the task went on, until somebody is told. */
  #untold: string | undefined;
  #tell: ((container: string) => void) | undefined;

  constructor(private readonly containers: readonly Mortal[]) {}

  /** The last that died so: for a task that has failed, the one whose death ended it. Undefined while none has. */
  get cause(): string | undefined {
    return this.#cause;
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
    if (status === 'RUNNING') this.#ran.add(container.name);
    if (status === 'RUNNING' && this.#cause === name) this.#cause = undefined;
    if (status !== 'STOPPED') return;
    this.#isOver = container.essential && !container.mayRestart;
    if (!hasFailed({ exitCode: end.exitCode, reason: end.reason }) || this.#followsFrom(container)) return;
    this.#cause = container.name;
    if (container.essential || container.mayRestart) return;
    this.#untold = container.name;
    this.#tellBeside();
  }

  /** An essential container takes the others with it; another one only those that have never run, since they waited for it. */
  #followsFrom({ name }: Mortal): boolean {
    const cause = this.containers.find((one) => one.name === this.#cause);
    return cause !== undefined && (cause.essential || !this.#ran.has(name));
  }

  #tellBeside(): void {
    if (this.#untold === undefined || !this.#tell) return;
    this.#tell(this.#untold);
    this.#untold = undefined;
  }
}
