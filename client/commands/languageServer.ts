import * as vscode from 'vscode';
import { defineCommand, nothing } from './define';

/** A new process for the language server. */
export const restartServer = defineCommand({
  id: 'taskdef.server.restart',
  title: 'Restart Language Server',
  needsTrust: 'nothing',
  ask: nothing,
  progress: () => vscode.l10n.t('Restarting the ECS language server'),
  run: ({ language }) => language.restart(),
});

/** What the extension and the language server have written. */
export const showLog = defineCommand({
  id: 'taskdef.log.show',
  title: 'Show Log',
  needsTrust: 'nothing',
  ask: nothing,
  async run({ log }) {
    log.show();
  },
});
