import { Command } from 'commander';
import { closest } from '../../server/index';

/** In place of commander's own, which answers a name it does not know with the help of the whole, and no word about it. */
export const helpCommand = (program: Command): Command =>
  new Command('help')
    .summary('print the help of a command')
    .description('Prints how to use a command.')
    .argument('[command]')
    .action((name: string | undefined) => {
      const asked = name === undefined ? program : program.commands.find((command) => command.name() === name);
      if (asked) return asked.outputHelp();
      const meant = closest(
        name ?? '',
        program.commands.map((command) => command.name()),
      );
      const hint = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
      return program.error(`error: unknown command '${name}'${hint}`);
    });
