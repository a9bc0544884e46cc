import type { Runner } from '../runner/runner';

/** Opens the runner when it is first needed, once, and keeps it. A failure is forgotten: the next call tries again. */
export class EngineConnection {
  #opening: Promise<Runner> | undefined;

  constructor(
    private readonly open: () => Promise<Runner>,
    /** Called once for each runner opened, before anybody gets it. */
    private readonly opened: (runner: Runner) => void = () => {},
  ) {}

  /** Rejects with a RunnerError when no engine answers. */
  runner(): Promise<Runner> {
    this.#opening ??= this.open().then(
      (runner) => {
        this.opened(runner);
        return runner;
      },
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }

  /** Lets go of the engine; tasks go on. The next call of `runner` opens it anew. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    const runner = await opening?.catch(() => undefined);
    await runner?.dispose();
  }
}
