import type { LogLine } from '../../runner/runner';
import { type Style, painter } from '../text';
import type { Terminal } from '../terminal';

const palette: readonly Style[] = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red'];

/** Lines of containers behind their names, for standard output. */
export class LogPrinter {
  readonly #heads = new Map<string, string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly containers: readonly string[],
  ) {}

  print(line: LogLine): void {
    this.terminal.out(`${this.printed(line)}\n`);
  }

  printed({ container, text }: LogLine): string {
    // A container may leave its colours on; they end with its line, before the next name is printed.
    const line = this.terminal.colours.out && text.includes('\u001b') ? `${text}\u001b[0m` : text;
    return `${this.#head(container)} ${line}`;
  }

  #head(container: string): string {
    const known = this.#heads.get(container);
    if (known !== undefined) return known;
    const width = Math.max(0, ...this.containers.map((name) => name.length));
    const colour = palette[Math.max(0, this.containers.indexOf(container)) % palette.length]!;
    const head = painter(this.terminal.colours.out)(colour, `${container.padEnd(width)} |`);
    this.#heads.set(container, head);
    return head;
  }
}
