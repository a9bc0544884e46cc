import * as vscode from 'vscode';
import { containerNameOf, taskIdOf } from '../clusters/resource';
import type { Runner } from '../runner/runner';
import { browseFiles } from './browseFiles';
import { defineCommand } from './define';
import { onRows } from './places';
import { offer } from './offer';
import { showLogs } from './showLogs';
import { ShellTerminal } from './shellTerminal';
import { chooseContainer } from './targets';

/** The best one first; the last is that of distroless images for debugging. */
const shells = ['/bin/bash', '/bin/sh', '/busybox/sh'];

/** A shell in a running container, as a terminal of VS Code. */
export const openShell = defineCommand({
  id: 'taskdef.container.shell',
  title: 'Open Shell',
  icon: 'terminal',
  places: onRows('shell', '1_look@5', 3),
  needsTrust: 'nothing',
  ask: (services, args) =>
    chooseContainer(services, args, 'shell', {
      pick: vscode.l10n.t('A shell in which container?'),
      none: vscode.l10n.t('No container is running.'),
    }),
  async run({ connection }, { ref, label }) {
    const runner = await connection.runner();
    const [taskId = '', container = ''] = [taskIdOf(ref), containerNameOf(ref)];
    const shell = await shellOf(runner, taskId, container);
    if (shell === undefined) {
      offer('error', vscode.l10n.t('The image of {0} has no shell: {1}.', container, shells.join(', ')), [
        { label: vscode.l10n.t('Browse Files'), run: () => vscode.commands.executeCommand(browseFiles.id, ref) },
        { label: vscode.l10n.t('Show Logs'), run: () => vscode.commands.executeCommand(showLogs.id, ref) },
      ]);
      return;
    }
    const begin = () => runner.exec(taskId, { container, command: [shell], tty: true });
    const options = { name: label, iconPath: new vscode.ThemeIcon('terminal'), pty: new ShellTerminal(begin) };
    vscode.window.createTerminal(options).show();
  },
});

/** Looked for among its files: a shell that is not there could only fail once its terminal is open. */
async function shellOf(runner: Runner, taskId: string, container: string): Promise<string | undefined> {
  const files = await runner.files(taskId, container);
  for (const shell of shells) if ((await files.stat(shell))?.kind === 'file') return shell;
  return undefined;
}
