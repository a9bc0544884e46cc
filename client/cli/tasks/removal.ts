import type { Cli } from '../cli';
import { exits } from '../failure';
import { type Format, jsonAnswer } from './format';

interface Removal {
  readonly tasks: readonly string[];
  readonly residue: readonly string[];
}

/** Says what is gone and what is not, and ends the command. */
export function reportRemoval(cli: Cli, { tasks, residue }: Removal, format: Format): void {
  if (format === 'json') cli.terminal.out(jsonAnswer({ removed: tasks, residue }));
  else {
    for (const taskId of tasks) cli.terminal.out(`${taskId}\n`);
    for (const left of residue) cli.terminal.err(`taskdef: could not be removed yet: ${left}\n`);
  }
  cli.end(residue.length > 0 ? exits.problems : exits.ok);
}
