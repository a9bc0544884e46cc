import { main } from './program';
import { processTerminal } from './terminal';

void main(process.argv.slice(2), {
  terminal: processTerminal(process),
  openRunner: async (options) => (await import('../runner/index.js')).openRunner(options),
}).then((status) => {
  process.exitCode = status;
});
