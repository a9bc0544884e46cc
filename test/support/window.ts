import { once } from 'node:events';
import type { EnginePort } from '../../client/runner/enginePort';
import { Store } from '../../client/runner/drive/store';
import type { TaskDefinition } from '../../server/index';
import { begin, openLab, overriding } from './lab';

/**
 * An editor window as far as the runner is concerned: it takes over the tasks of its folder that nobody drives, runs a
 * task if it is given one, and lives until its input ends. Says `open`, then `drives` for each connection it makes to
 * what leads to a task's endpoint: `node window.js WORKSPACE STATE_FOLDER [TASK_ID DEFINITION]`.
 */
const say = (word: string) => process.stdout.write(`${word}\n`);

const telling = (port: EnginePort): EnginePort =>
  overriding(port, {
    attach: async (...args) => {
      const attached = await port.attach(...args);
      say('drives');
      return attached;
    },
  });

async function main([workspace = '', folder = '', taskId, definition]: readonly string[]): Promise<void> {
  const lab = await openLab({ workspace, store: new Store(folder, 'editor'), wrap: telling });
  await lab.runner.adopt();
  if (taskId !== undefined && definition !== undefined)
    await (
      await begin(lab, JSON.parse(definition) as TaskDefinition, { taskId })
    ).task.started;
  say('open');
  process.stdin.resume();
  await once(process.stdin, 'end');
  await lab.runner.dispose();
}

if (require.main === module) void main(process.argv.slice(2));
