import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server';

/**
 * Serves one client until it disconnects. The transport is what the command line names (`--stdio`, `--node-ipc`,
 * `--pipe=NAME`, `--socket=PORT`), else standard input and output. Ends the process when the client says so or is gone.
 */
export function startLanguageServer(): void {
  const namesTransport = process.argv.some((argument) => /^--(?:stdio|node-ipc|pipe|socket)\b/.test(argument));
  const connection = namesTransport ? createConnection() : createConnection(process.stdin, process.stdout);
  process.on('uncaughtException', (error) => connection.console.error(`Unexpected: ${error.stack ?? error.message}`));
  process.on('unhandledRejection', (reason) => connection.console.error(`Unexpected: ${String(reason)}`));
  serve(connection);
  connection.listen();
}

if (require.main === module) startLanguageServer();
