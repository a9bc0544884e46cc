import type { OpenOptions, Runner } from '../runner/runner';
import { main } from './program';
import { processTerminal } from './terminal';

interface RunnerBundle {
  openRunner(options?: OpenOptions): Promise<Runner>;
}

void main(process.argv.slice(2), {
  terminal: processTerminal(process),
  openRunner: async (options) => ((await import('../runner/index.js')) as unknown as RunnerBundle).openRunner(options),
}).then((status) => {
  process.exitCode = status;
});
