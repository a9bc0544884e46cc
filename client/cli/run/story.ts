import type { TaskPlan } from '../../runner/plan';
import type { RunObserver, TaskSnapshot } from '../../runner/runner';
import { exitCodeText } from '../../clusters/exitCodes';
import { type Paint, painter } from '../text';
import type { Terminal } from '../terminal';
import { addressesOf } from '../tasks/addresses';
import { LogPrinter } from '../tasks/logPrinter';
import type { Reporter } from './reporter';

/** The run as people follow it: logs on standard output, everything else on standard error. */
export class Story implements Reporter {
  readonly observer: RunObserver;
  readonly #paint: Paint;
  readonly #width: number;

  constructor(
    private readonly terminal: Terminal,
    containers: readonly string[],
  ) {
    this.#paint = painter(terminal.colours.err);
    this.#width = Math.max('task'.length, ...containers.map((name) => name.length));
    const logs = new LogPrinter(terminal, containers);
    const pulling = new Set<string>();
    this.observer = {
      transition: ({ container = 'task', status, health, exitCode, reason }) => {
        const healthText = health === undefined || health === 'UNKNOWN' ? [] : [health];
        const exit = exitCode === undefined ? [] : [exitCodeText(exitCode)];
        this.#tell(
          container,
          [this.#paint('bold', status), ...healthText, ...exit, ...(reason ? [reason] : [])].join('  '),
        );
      },
      pulling: ({ container, image }) => {
        if (!pulling.has(container)) this.#tell(container, `pulling ${image}`);
        pulling.add(container);
      },
      remapped: ({ container, hostPort }, instead) =>
        this.#tell(container, `port ${hostPort} is taken, so ${instead} is published instead`),
      log: (line) => logs.print(line),
    };
  }

  planned({ family, target, networkMode, taskId, notices }: TaskPlan): void {
    this.#tell('task', `${family} as on ${target}, network mode ${networkMode}, task id ${taskId}`);
    if (notices.length > 0) this.#tell('task', 'Different from ECS:');
    for (const { verdict, text, pointer } of notices) {
      this.#tell('', `- ${text} ${this.#paint('dim', `(${verdict}, ${pointer || 'the whole file'})`)}`);
    }
  }

  running(task: TaskSnapshot): void {
    for (const { container, text } of addressesOf(task)) this.#tell(container, this.#paint('green', text));
  }

  note(text: string): void {
    this.#tell('task', text);
  }

  stopped({ stopCode, stoppedReason }: TaskSnapshot): void {
    this.#tell('task', [stopCode, stoppedReason].filter((part) => part !== undefined).join(': ') || 'ended');
  }

  #tell(who: string, text: string): void {
    this.terminal.err(`${this.#paint('dim', who.padEnd(this.#width))}  ${text}\n`);
  }
}
