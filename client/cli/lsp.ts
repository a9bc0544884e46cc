import { Command } from 'commander';
import { startLanguageServer } from '../../server/index';
import type { Cli } from './cli';
import { Failure } from './failure';

export const lspCommand = (_cli: Cli): Command =>
  new Command('lsp')
    .summary('serve an editor')
    .description('Starts the language server, for any editor that speaks the Language Server Protocol.')
    .option('--stdio', 'speak over standard input and output')
    .addHelpText('after', '\nExample:\n  taskdef lsp --stdio')
    .action(async ({ stdio = false }: { stdio?: boolean }) => {
      if (!stdio) throw new Failure('say how to speak to the editor: taskdef lsp --stdio');
      await startLanguageServer();
    });
