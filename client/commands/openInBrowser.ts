import * as vscode from 'vscode';
import { type Arguments, defineCommand } from './define';
import { onRows } from './places';
import type { Services } from './services';
import { chooseTasks, refsOf } from './targets';

/** Opens a published port. In a remote window the port is forwarded on the way. */
export const openInBrowser = defineCommand({
  id: 'taskdef.task.open',
  title: 'Open in Browser',
  icon: 'globe',
  places: onRows('open', '1_look@1', 1),
  needsTrust: 'nothing',
  async ask(services, args) {
    const urls = await urlsOf(services, args);
    if (urls.length < 2) return urls[0];
    return vscode.window.showQuickPick([...urls], { placeHolder: vscode.l10n.t('Which address?') });
  },
  run: (_, url) => openUrl(url),
});

async function urlsOf(services: Services, args: Arguments): Promise<readonly string[]> {
  const [ref] = refsOf(args);
  if (ref) return (await services.clusters.find(ref))?.urls ?? [];
  const tasks = await chooseTasks(services, args, 'open', {
    pick: vscode.l10n.t('Which task?'),
    none: vscode.l10n.t('No running task publishes a port.'),
  });
  return tasks?.[0]?.urls ?? [];
}

export async function openUrl(url: string): Promise<void> {
  await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(url)));
}
