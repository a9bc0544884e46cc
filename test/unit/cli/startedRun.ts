import type { TestContext } from 'node:test';
import { FakeRunner } from './fakeRunner';
import { FakeTerminal, folderWith, taskdef } from './support';

/** A task definition with containers `web` and `sidecar`; only the first is essential. */
export const twoContainers = JSON.stringify({
  family: 'webserver',
  containerDefinitions: [
    { name: 'web', image: 'nginx:1.27', memory: 64 },
    { name: 'sidecar', image: 'envoy:1', memory: 64, essential: false },
  ],
});

/** Starts `taskdef run` on a file and hands over what a test drives; `ended` settles with what was printed. */
export function start(
  t: TestContext,
  args: readonly string[] = [],
  prepare: (runner: FakeRunner, folder: string) => void = () => undefined,
  beside: Readonly<Record<string, string>> = {},
) {
  const runner = new FakeRunner();
  const terminal = new FakeTerminal(folderWith(t, { 'task-definition.json': twoContainers, ...beside }));
  prepare(runner, terminal.cwd);
  const began = new Promise<void>((resolve) => (runner.begun = resolve));
  const ended = taskdef(['run', 'task-definition.json', ...args], terminal, async () => runner);
  return { runner, terminal, ended, began };
}

/** The end of a container, as the runner tells it. */
export const exit = (name: string, exitCode: number) => ({
  container: name,
  status: 'STOPPED' as const,
  exitCode,
  at: 0,
});
