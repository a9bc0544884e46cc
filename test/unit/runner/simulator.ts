import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import { find } from '../../../client/runner/containers';
import { adoptedState, initialState } from '../../../client/runner/initial';
import type { TaskPlan } from '../../../client/runner/plan';
import type { Effect, Observation, RunnerEvent, TaskState } from '../../../client/runner/state';
import { step } from '../../../client/runner/step';
import { transitions, type Transition } from '../../../client/runner/transitions';
import { planned } from './planned';

/** How a simulated container behaves; all times in seconds. */
export interface Behaviour {
  /** When the process ends by itself, after each start. */
  readonly exits?: { readonly after: number; readonly code: number; readonly oomKilled?: boolean };
  /** What it does on SIGTERM; without it the signal is ignored and SIGKILL ends it (137). */
  readonly onTerm?: { readonly after: number; readonly code: number };
  /** When its health check turns, counted from the start. */
  readonly health?: readonly { readonly at: number; readonly is: 'HEALTHY' | 'UNHEALTHY' }[];
  readonly pullFails?: string;
  readonly createFails?: string;
  /** The engine has no such image, so a create without a pull before it is refused. */
  readonly imageMissing?: true;
  /** The start call fails and leaves this exit code. `only`: the n-th start, counted from 1. */
  readonly startFails?: { readonly message: string; readonly code: number; readonly only?: number };
  /** The start call never answers in time, but the process comes up. */
  readonly startTimesOut?: true;
  /** So many stop calls fail before one works. */
  readonly stopFails?: number;
  /** How long calls take. */
  readonly takes?: Readonly<Partial<Record<'manifest' | 'pull' | 'create' | 'start', number>>>;
}

interface Simulated {
  readonly behaviour: Behaviour;
  id?: string;
  state: 'none' | 'created' | 'running' | 'exited' | 'gone';
  startedAt?: number;
  finishedAt?: number;
  exitCode?: number;
  oomKilled?: boolean;
  error?: string;
  health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY';
  starts: number;
  /** How often it was made. */
  creates: number;
  stopCalls: number;
  /** Answers the stop or replace call that waits for it. */
  onExit?: () => void;
}

const untouched = (behaviour: Behaviour): Simulated => ({
  ...{ behaviour, state: 'none', health: 'UNKNOWN' },
  ...{ starts: 0, creates: 0, stopCalls: 0 },
});

/** One line of a run: `parent RUNNING`, `task STOPPED`, `dep HEALTHY`. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

/** Plays the engine and the driver against the reducer, on a clock that jumps from event to event. */
export class Simulator {
  now = 0;
  state: TaskState;
  readonly trace: Line[] = [];
  readonly moves: Transition[] = [];
  readonly effects: { readonly at: number; readonly effect: Effect }[] = [];
  readonly containers = new Map<string, Simulated>();
  /** Sees every event with what it led to. */
  watch: (event: RunnerEvent, effects: readonly Effect[]) => void = () => undefined;
  private readonly agenda: { readonly at: number; readonly order: number; readonly act: () => void }[] = [];
  private order = 0;
  private isLost = false;
  private alarm: number | undefined;

  constructor(
    readonly plan: TaskPlan,
    readonly behaviours: Readonly<Record<string, Behaviour>> = {},
    state: TaskState = initialState(plan, 0),
  ) {
    this.state = state;
    for (const { facts } of plan.containers) this.containers.set(facts.name, untouched(behaviours[facts.name] ?? {}));
  }

  send(event: RunnerEvent): void {
    const before = this.state;
    const [after, effects] = step(before, event, this.now);
    this.state = after;
    this.record(before, after);
    for (const effect of effects) {
      this.effects.push({ at: this.now / 1000, effect });
      this.carryOut(effect);
    }
    this.watch(event, effects);
  }

  at(seconds: number, act: () => void): void {
    this.agenda.push({ at: seconds * 1000, order: this.order++, act });
  }

  /** Lets time pass until nothing is left to happen, or until the given second. */
  run(until = Number.POSITIVE_INFINITY): this {
    for (;;) {
      this.agenda.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.agenda[0];
      const ticks = this.alarm !== undefined && (!next || this.alarm < next.at) && this.state.status !== 'STOPPED';
      const at = ticks ? this.alarm : next?.at;
      if (at === undefined || at > until * 1000 || at > 3_600_000) return this;
      this.now = Math.max(this.now, at);
      if (ticks) {
        this.alarm = undefined;
        this.send({ type: 'tick' });
      } else {
        this.agenda.shift();
        next?.act();
      }
    }
  }

  /** The texts of the trace. */
  get story(): string[] {
    return this.trace.map(({ text }) => text);
  }

  /** The millisecond at which a line was written. */
  when(text: string): number {
    const line = this.trace.find((candidate) => candidate.text === text);
    if (!line) throw new Error(`"${text}" never happened:\n${this.story.join('\n')}`);
    return line.at;
  }

  happened(text: string): boolean {
    return this.story.includes(text);
  }

  container(name: string): TaskState['containers'][number] {
    const found = find(this.state, name);
    if (!found) throw new Error(`no container ${name}`);
    return found;
  }

  /** The engine stops answering; processes go on, calls wait, nobody hears of what happens. */
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
    this.soon(delay, () => (this.isLost ? this.call(1000, act) : act()));
  }

  private soon(delay: number, act: () => void): void {
    this.agenda.push({ at: this.now + delay, order: this.order++, act });
  }

  /** Another process takes the task over, knowing what the engine shows; calls under way are nobody's any more. */
  takenOver(): Simulator {
    const ids = [...this.containers].filter(([, { id, state }]) => id !== undefined && state !== 'gone');
    const seen = new Map(ids.map(([name]) => [name, this.observation(name)]));
    const next = new Simulator(this.plan, this.behaviours, adoptedState(this.plan, seen, this.now));
    next.now = this.now;
    for (const [name, it] of this.containers) {
      delete it.onExit;
      next.containers.set(name, it);
    }
    return next;
  }

  private record(before: TaskState, after: TaskState): void {
    const moves = transitions(before, after, this.now);
    this.moves.push(...moves);
    for (const { container: name = 'task', status, health, exitCode } of moves) {
      const restarted = find(after, name)?.restarts !== find(before, name)?.restarts;
      const text = health ?? (restarted ? 'restarted' : status);
      this.trace.push({
        at: Math.round(this.now),
        text: `${name} ${text}${exitCode === undefined ? '' : `(${exitCode})`}`,
      });
    }
  }

  private carryOut(effect: Effect): void {
    if (effect.type === 'wakeAt') this.alarm = effect.at;
    if (effect.type === 'wakeAt' || effect.type === 'stopped') return;
    const name = effect.container;
    const it = this.containers.get(name)!;
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
    const { pullFails } = this.containers.get(name)!.behaviour;
    const errorName = operation === 'pull' ? 'CannotPullContainerError' : 'CannotPullImageManifestError';
    if (pullFails) this.fail(name, operation, errorName, pullFails);
    else this.send({ type: 'done', container: name, operation });
  }

  private create(name: string): void {
    const it = this.containers.get(name)!;
    const { createFails, imageMissing } = it.behaviour;
    if (imageMissing) return this.fail(name, 'create', 'CannotPullContainerError', 'no such image');
    if (createFails) return this.fail(name, 'create', 'CannotCreateContainerError', createFails);
    it.state = 'created';
    it.id = it.creates++ === 0 ? `id-${name}` : `id-${name}-${it.creates}`;
    this.send({ type: 'done', container: name, operation: 'create', id: it.id });
  }

  private start(name: string): void {
    const it = this.containers.get(name)!;
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
    it.startedAt = this.now;
    it.health = 'UNKNOWN';
    const start = it.starts;
    const whileUp = (act: () => void): (() => void) => {
      return () => {
        if (it.state === 'running' && it.starts === start) act();
      };
    };
    const { exits, health } = it.behaviour;
    if (exits)
      this.soon(
        exits.after * 1000,
        whileUp(() => this.exit(name, exits.code, exits.oomKilled)),
      );
    for (const { at, is } of health ?? [])
      this.soon(
        at * 1000,
        whileUp(() => {
          it.health = is;
          this.tell(name);
        }),
      );
  }

  private stop(name: string, timeout: number): void {
    const it = this.containers.get(name)!;
    it.stopCalls++;
    if (it.stopCalls <= (it.behaviour.stopFails ?? 0))
      return this.fail(name, 'stop', 'CannotStopContainerError', 'refused');
    it.onExit = () => this.send({ type: 'done', container: name, operation: 'stop' });
    this.end(name, timeout);
  }

  /** It stops and goes; what is told of it afterwards is about nothing. */
  private replace(name: string, timeout: number): void {
    const it = this.containers.get(name)!;
    it.onExit = () => {
      const { starts, creates, stopCalls } = it;
      this.containers.set(name, { ...untouched(it.behaviour), starts, creates, stopCalls });
      this.send({ type: 'done', container: name, operation: 'replace' });
    };
    this.end(name, timeout);
  }

  /** SIGTERM, and SIGKILL when the time is over. */
  private end(name: string, timeout: number): void {
    const it = this.containers.get(name)!;
    if (it.state !== 'running') return it.onExit?.();
    const { onTerm } = it.behaviour;
    const handled = onTerm !== undefined && onTerm.after <= timeout;
    this.soon((handled ? onTerm.after : timeout) * 1000, () => this.exit(name, handled ? onTerm.code : 137));
  }

  /** The process ends, and the engine says so. */
  exit(name: string, code: number, oomKilled = false): void {
    const it = this.containers.get(name)!;
    if (it.state !== 'running') return;
    Object.assign(it, { state: 'exited', finishedAt: this.now, exitCode: code, oomKilled });
    this.tell(name);
    if (it.onExit) this.call(0, it.onExit);
    delete it.onExit;
  }

  /** Somebody removes it behind our back. */
  vanish(name: string): void {
    this.containers.get(name)!.state = 'gone';
    this.tell(name);
  }

  tell(name: string): void {
    if (this.isLost) return;
    this.send({ type: 'observed', container: name, observation: this.observation(name) });
  }

  observation(name: string): Observation {
    const it = this.containers.get(name)!;
    const failedToStart = it.state === 'created' && it.error !== undefined;
    const known = it.state === 'running' ? 'RUNNING' : it.state === 'exited' || failedToStart ? 'STOPPED' : 'CREATED';
    return {
      id: it.id ?? '',
      known: it.state === 'gone' || it.state === 'none' ? 'VANISHED' : known,
      startedAt: it.startedAt,
      finishedAt: it.finishedAt,
      exitCode: known === 'STOPPED' ? it.exitCode : undefined,
      oomKilled: it.oomKilled ?? false,
      error: it.error,
      health: it.health,
    };
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

/** A simulator about to begin; bridge mode unless the definition says otherwise. */
export function simulate(
  containers: readonly ContainerDefinition[],
  behaviours: Readonly<Record<string, Behaviour>> = {},
  more: Partial<TaskDefinition> & { readonly options?: Parameters<typeof planned>[1] } = {},
): Simulator {
  const { options, ...definition } = more;
  const plan = planned({ containerDefinitions: [...containers], ...definition }, options);
  const simulator = new Simulator(plan, behaviours);
  simulator.at(0, () => simulator.send({ type: 'begin' }));
  return simulator;
}
