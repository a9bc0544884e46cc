import type { LogLine } from '../../runner/runner';
import { type Style, painter } from '../text';
import type { Terminal } from '../terminal';

const palette: readonly Style[] = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red'];

/** Prints lines of containers behind their names, on standard output. */
export class LogPrinter {
  readonly #width: number;

  constructor(
    private readonly terminal: Terminal,
    private readonly containers: readonly string[],
  ) {
    this.#width = Math.max(0, ...containers.map((name) => name.length));
  }

  print({ container, text }: LogLine): void {
    const paint = painter(this.terminal.colours.out);
    const colour = palette[Math.max(0, this.containers.indexOf(container)) % palette.length]!;
    // A container may leave its colours on; they end with its line, before the next name is printed.
    const line = this.terminal.colours.out && text.includes('\u001b') ? `${text}\u001b[0m` : text;
    this.terminal.out(`${paint(colour, `${container.padEnd(this.#width)} |`)} ${line}\n`);
  }
}
