import { isMainThread } from 'node:worker_threads';

void (isMainThread ? runCommand() : serveThread());

async function runCommand(): Promise<void> {
  const [{ main }, { processTerminal }] = await Promise.all([import('./program.js'), import('./terminal.js')]);
  process.exitCode = await main(process.argv.slice(2), {
    terminal: processTerminal(process),
    openRunner: async (options) => (await import('../runner/index.js')).openRunner(options),
    script: __filename,
  });
}

/** `taskdef check` starts this file again, beside itself, when there are many files. */
async function serveThread(): Promise<void> {
  const { serve } = await import('./check/threads.js');
  await serve();
}
