import * as vscode from 'vscode';
import { useLanguage } from '../views/languageOffer';
import { defineCommand } from './define';
import { showFirstProblem } from './problems';
import { uriOf } from './runTarget';

/** A new process for the language server. */
export const restartServer = defineCommand({
  id: 'taskdef.server.restart',
  needsTrust: 'nothing',
  progress: () => vscode.l10n.t('Restarting the ECS language server'),
  async run({ language }) {
    await language.restart();
  },
});

/** Treats the JSON file in the editor as a task definition. */
export const chooseLanguage = defineCommand({
  id: 'taskdef.language.use',
  needsTrust: 'nothing',
  async run(_, { args }) {
    const uri = uriOf(args[0]) ?? vscode.window.activeTextEditor?.document.uri;
    if (uri) await useLanguage(uri);
  },
});

/** The panel with all problems, and the cursor at the first one of the file. */
export const showProblems = defineCommand({
  id: 'taskdef.problems.show',
  needsTrust: 'nothing',
  async run(_, { args }) {
    const uri = uriOf(args[0]) ?? vscode.window.activeTextEditor?.document.uri;
    await showFirstProblem(uri);
  },
});

/** What the extension and the language server have written. */
export const showLog = defineCommand({
  id: 'taskdef.log.show',
  needsTrust: 'nothing',
  async run({ log }) {
    log.show();
  },
});
