import type { Notice } from '../runner/notice';
import type { TaskPlan } from '../runner/plan';
import type { LogLine, RunObserver, TaskSnapshot } from '../runner/runner';
import { exitCodeText } from './exitCodes';

/** Where lines go: an output channel, or a list in a test. */
export interface LineSink {
  appendLine(line: string): void;
}

/**
 * The story of one task as lines of text: what differs from ECS, each step of its life, and what its containers print,
 * each behind the container's name.
 */
export class TaskLog {
  readonly #width: number;

  constructor(
    private readonly sink: LineSink,
    private readonly containers: readonly string[],
  ) {
    this.#width = Math.max(...containers.map((name) => name.length), 'task'.length);
  }

  /** What will be run and how it differs from ECS; written once, before the first step. */
  begin(plan: Pick<TaskPlan, 'family' | 'target' | 'networkMode' | 'taskArn' | 'notices'>): void {
    this.#line('task', `${plan.family} as ${plan.target} with ${plan.networkMode} networking, ${plan.taskArn}`);
    if (plan.notices.length > 0) this.#line('task', 'Unlike on ECS:');
    for (const notice of plan.notices) this.#announce(notice);
  }

  /** To hand to the runner together with the plan. */
  observer(): RunObserver {
    const pulling = new Set<string>();
    return {
      transition: ({ container, status, health, note, ...end }) => {
        if (container !== undefined && !this.containers.includes(container)) return; // the pause, which ECS hides too
        const parts = [
          health && health !== 'UNKNOWN' ? `${status}, ${health.toLowerCase()}` : status,
          exitCodeText(end),
          end.reason,
          note,
        ];
        this.#step(container ?? 'task', parts.filter(Boolean).join(' · '));
      },
      pulling: ({ container, image }) => {
        if (pulling.has(container)) return;
        pulling.add(container);
        this.#step(container, `pulling ${image}`);
      },
      remapped: (wish, hostPort) =>
        this.#step(wish.container, `port ${wish.hostPort} is taken: published on ${hostPort} instead`),
      notice: (notice) => this.#announce(notice),
      engine: ({ reachable }) =>
        this.note(reachable ? 'the engine answers again' : 'the engine does not answer; waiting for it'),
      log: (line) => this.write(line),
    };
  }

  write({ container, text }: LogLine): void {
    this.#line(container, withoutEscapes(text));
  }

  /** Something about the run itself. */
  note(text: string): void {
    this.#step('task', text);
  }

  /** The last line; why it stopped was told with the step before. */
  end({ stopCode }: Pick<TaskSnapshot, 'stopCode'>): void {
    this.#step('task', stopCode === undefined ? 'ended' : `ended, stop code ${stopCode}`);
  }

  #announce({ text, verdict, pointer }: Notice): void {
    this.#line('task', `  • ${text} (${[verdict, pointer].filter(Boolean).join(', ')})`);
  }

  #step(who: string, text: string): void {
    this.#line(who, `— ${text}`);
  }

  #line(who: string, text: string): void {
    this.sink.appendLine(`${who.padEnd(this.#width)} │ ${text}`);
  }
}

// An output channel shows escape sequences as they are: colours (CSI), titles and links (OSC), single characters.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])|\r/g;

/** The text without terminal colours, cursor movements and carriage returns. */
export const withoutEscapes = (text: string): string => text.replace(escapes, '');
