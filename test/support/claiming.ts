import { once } from 'node:events';
import { Store } from '../../client/runner/drive/store';

/**
 * A process that claims a task when it reads something, says whether it got it, and lives until its input ends:
 * `node claiming.js TASK_ID STATE_FOLDER`.
 */
async function main([taskId = '', folder = '']: readonly string[]): Promise<void> {
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  process.stdout.write(`${new Store(folder).claim(taskId)}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
}

if (require.main === module) void main(process.argv.slice(2));
