import * as vscode from 'vscode';
import type { Resource } from '../clusters/resource';
import { defineCommand } from './define';
import { chooseTasks, refsOf } from './targets';

/** Opens a published port. In a remote window the port is forwarded on the way. */
export const openInBrowser = defineCommand({
  id: 'taskdef.task.open',
  needsTrust: 'nothing',
  async run(services, { args }) {
    const [ref] = refsOf(args);
    const resource = ref
      ? await services.clusters.find(ref)
      : (
          await chooseTasks(services, args, 'open', {
            pick: vscode.l10n.t('Which task?'),
            none: vscode.l10n.t('No running task publishes a port.'),
          })
        )[0];
    const url = resource && (await chooseUrl(resource));
    if (url !== undefined) await openUrl(url);
  },
});

async function chooseUrl({ urls }: Resource): Promise<string | undefined> {
  if (urls.length < 2) return urls[0];
  return vscode.window.showQuickPick([...urls], { placeHolder: vscode.l10n.t('Which address?') });
}

export async function openUrl(url: string): Promise<void> {
  await vscode.env.openExternal(await vscode.env.asExternalUri(vscode.Uri.parse(url)));
}
