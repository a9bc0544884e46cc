import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { taskdef } from './workspace';

/** Command lines of the processes this extension host has started. Empty where the system has no /proc. */
function childProcesses(): string[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .map((name) => readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '));
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined; // gone meanwhile
  }
}

suite('activation', () => {
  test('neither starts the language server nor loads what talks to Docker', async () => {
    await taskdef();
    const servers = childProcesses().filter((line) => /dist\/server\.js/.test(line));
    assert.equal(servers.join('\n'), '');
    const runners = Object.keys(require.cache).filter((file) => /dist\/runner\.js$/.test(file));
    assert.equal(runners.join('\n'), '');
  });

  test('registers every command of the manifest', async () => {
    await taskdef();
    const { contributes } = vscode.extensions.getExtension('taskdef.taskdef')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = await vscode.commands.getCommands(true);
    for (const { command } of contributes.commands) assert.ok(known.includes(command), command);
  });
});
