import type { ContainerDefinition, TaskDefinition } from '../../../server/index';
import { find } from '../../../client/runner/containers';
import { adoptedState, initialState } from '../../../client/runner/initial';
import type { TaskPlan } from '../../../client/runner/plan';
import type { Effect, RunnerEvent, TaskState } from '../../../client/runner/state';
import { step } from '../../../client/runner/step';
import { transitions, type Transition } from '../../../client/runner/transitions';
import { planned } from './planned';
import type { Behaviour } from './simulatedContainer';
import { SimulatedEngine } from './simulatedEngine';

/** One line of a run: `parent RUNNING`, `task STOPPED`, `dep HEALTHY`. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

/** Plays the driver against the reducer and a simulated engine, on a clock that jumps from event to event. */
export class Simulator extends SimulatedEngine {
  state: TaskState;
  readonly trace: Line[] = [];
  readonly moves: Transition[] = [];
  readonly effects: { readonly at: number; readonly effect: Effect }[] = [];
  /** Sees every event with what it led to. */
  watch: (event: RunnerEvent, effects: readonly Effect[]) => void = () => undefined;
  private alarm: number | undefined;

  constructor(
    readonly plan: TaskPlan,
    readonly behaviours: Readonly<Record<string, Behaviour>> = {},
    state: TaskState = initialState(plan, 0),
  ) {
    super(
      plan.containers.map(({ facts }) => facts.name),
      behaviours,
    );
    this.state = state;
  }

  override send(event: RunnerEvent): void {
    const before = this.state;
    const [after, effects] = step(before, event, this.now);
    this.state = after;
    this.record(before, after);
    for (const effect of effects) {
      this.effects.push({ at: this.now / 1000, effect });
      if (effect.type === 'wakeAt') this.alarm = effect.at;
      else if (effect.type !== 'stopped') this.carryOut(effect);
    }
    this.watch(event, effects);
  }

  get now(): number {
    return this.clock.now;
  }

  set now(time: number) {
    this.clock.now = time;
  }

  at(seconds: number, act: () => void): void {
    this.clock.at(seconds * 1000, act);
  }

  /** Lets time pass until nothing is left to happen, or until the given second. */
  run(until = Number.POSITIVE_INFINITY): this {
    for (;;) {
      const { next } = this.clock;
      const ticks =
        this.alarm !== undefined && (next === undefined || this.alarm < next) && this.state.status !== 'STOPPED';
      const at = ticks ? this.alarm : next;
      if (at === undefined || at > until * 1000 || at > 3_600_000) return this;
      this.now = Math.max(this.now, at);
      if (ticks) {
        this.alarm = undefined;
        this.send({ type: 'tick' });
      } else this.clock.goOn();
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
