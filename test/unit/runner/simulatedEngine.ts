import type { Effect, Observation, RunnerEvent } from '../../../client/runner/state';
import { Clock } from './clock';
import { observationOf, untouched, type Behaviour, type Simulated } from './simulatedContainer';

/** What asks something of an engine. */
type CallEffect = Extract<Effect, { readonly container: string }>;

/** Plays the engine: containers behave as they are told to, and whoever asks is sent the answers. */
export abstract class SimulatedEngine {
  readonly containers = new Map<string, Simulated>();
  private isLost = false;

  protected readonly clock = new Clock();

  constructor(names: readonly string[], behaviours: Readonly<Record<string, Behaviour>>) {
    for (const name of names) this.containers.set(name, untouched(behaviours[name] ?? {}));
  }

  protected abstract send(event: RunnerEvent): void;

  private get(name: string): Simulated {
    const found = this.containers.get(name);
    if (!found) throw new Error(`no container ${name}`);
    return found;
  }

  /** It stops answering; processes go on, calls wait, nobody hears of what happens. */
  lose(): void {
    this.isLost = true;
    this.send({ type: 'engine', reachable: false });
  }

  comeBack(): void {
    this.isLost = false;
    this.send({ type: 'engine', reachable: true });
  }

  /** Carries out a call of the runner, as soon as the engine answers. */
  private call(delay: number, act: () => void): void {
    this.clock.soon(delay, () => (this.isLost ? this.call(1000, act) : act()));
  }

  /** Begins what is asked for; the answer is sent. */
  protected carryOut(effect: CallEffect): void {
    const name = effect.container;
    const it = this.get(name);
    switch (effect.type) {
      case 'manifest':
      case 'pull': {
        const operation = effect.type;
        return this.call(this.delay(it, operation), () => this.pulled(name, operation));
      }
      case 'create':
        return this.call(this.delay(it, 'create'), () => this.create(name));
      case 'start':
        return this.call(this.delay(it, 'start'), () => this.start(name));
      case 'stop':
        return this.call(1, () => this.stop(name, effect.timeout ?? 0));
      case 'replace':
        return this.call(1, () => this.replace(name, effect.timeout ?? 0));
      case 'kill':
        return this.call(1, () => this.exit(name, 137));
      case 'inspect':
        return this.call(1, () => this.tell(name));
      case 'cancel':
        return;
    }
  }

  private delay(it: Simulated, operation: 'manifest' | 'pull' | 'create' | 'start'): number {
    return Math.round((it.behaviour.takes?.[operation] ?? 0.01) * 1000);
  }

  private pulled(name: string, operation: 'manifest' | 'pull'): void {
    const { pullFails } = this.get(name).behaviour;
    const errorName = operation === 'pull' ? 'CannotPullContainerError' : 'CannotPullImageManifestError';
    if (pullFails) this.fail(name, operation, errorName, pullFails);
    else this.send({ type: 'done', container: name, operation });
  }

  private create(name: string): void {
    const it = this.get(name);
    const { createFails, imageMissing } = it.behaviour;
    if (imageMissing) return this.fail(name, 'create', 'CannotPullContainerError', 'no such image');
    if (createFails) return this.fail(name, 'create', 'CannotCreateContainerError', createFails);
    it.state = 'created';
    it.id = it.creates++ === 0 ? `id-${name}` : `id-${name}-${it.creates}`;
    this.send({ type: 'done', container: name, operation: 'create', id: it.id });
  }

  private start(name: string): void {
    const it = this.get(name);
    it.starts++;
    const { startFails, startTimesOut } = it.behaviour;
    if (startFails && (startFails.only ?? it.starts) === it.starts) {
      it.error = startFails.message;
      if (it.startedAt === undefined) it.exitCode = startFails.code;
      return this.fail(name, 'start', 'CannotStartContainerError', startFails.message);
    }
    this.comeUp(name, it);
    if (startTimesOut) this.fail(name, 'start', 'DockerTimeoutError', 'timed out', { timedOut: true });
    else this.send({ type: 'done', container: name, operation: 'start' });
  }

  private comeUp(name: string, it: Simulated): void {
    it.state = 'running';
    it.startedAt = this.clock.now;
    it.health = 'UNKNOWN';
    const start = it.starts;
    const whileUp = (act: () => void): (() => void) => {
      return () => {
        if (it.state === 'running' && it.starts === start) act();
      };
    };
    const { exits, health } = it.behaviour;
    if (exits)
      this.clock.soon(
        exits.after * 1000,
        whileUp(() => this.exit(name, exits.code, exits.oomKilled)),
      );
    for (const { at, is } of health ?? [])
      this.clock.soon(
        at * 1000,
        whileUp(() => {
          it.health = is;
          this.tell(name);
        }),
      );
  }

  private stop(name: string, timeout: number): void {
    const it = this.get(name);
    it.stopCalls++;
    if (it.stopCalls <= (it.behaviour.stopFails ?? 0))
      return this.fail(name, 'stop', 'CannotStopContainerError', 'refused');
    it.onExit = () => this.send({ type: 'done', container: name, operation: 'stop' });
    this.end(name, timeout);
  }

  /** It stops and goes; what is told of it afterwards is about nothing. */
  private replace(name: string, timeout: number): void {
    const it = this.get(name);
    it.onExit = () => {
      const { starts, creates, stopCalls } = it;
      this.containers.set(name, { ...untouched(it.behaviour), starts, creates, stopCalls });
      this.send({ type: 'done', container: name, operation: 'replace' });
    };
    this.end(name, timeout);
  }

  /** SIGTERM, and SIGKILL when the time is over. */
  private end(name: string, timeout: number): void {
    const it = this.get(name);
    if (it.state !== 'running') return it.onExit?.();
    const { onTerm } = it.behaviour;
    const handled = onTerm !== undefined && onTerm.after <= timeout;
    this.clock.soon((handled ? onTerm.after : timeout) * 1000, () => this.exit(name, handled ? onTerm.code : 137));
  }

  /** The process ends, and the engine says so. */
  exit(name: string, code: number, oomKilled = false): void {
    const it = this.get(name);
    if (it.state !== 'running') return;
    Object.assign(it, { state: 'exited', finishedAt: this.clock.now, exitCode: code, oomKilled });
    this.tell(name);
    if (it.onExit) this.call(0, it.onExit);
    delete it.onExit;
  }

  /** Somebody removes it behind our back. */
  vanish(name: string): void {
    this.get(name).state = 'gone';
    this.tell(name);
  }

  tell(name: string): void {
    if (this.isLost) return;
    this.send({ type: 'observed', container: name, observation: this.observation(name) });
  }

  observation(name: string): Observation {
    return observationOf(this.get(name));
  }

  private fail(
    container: string,
    operation: 'manifest' | 'pull' | 'create' | 'start' | 'stop',
    name: string,
    message: string,
    more: { timedOut?: true } = {},
  ): void {
    this.send({ type: 'failed', container, operation, error: { name, message }, ...more });
  }
}
