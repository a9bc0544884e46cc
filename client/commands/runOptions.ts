import * as vscode from 'vscode';
import { credentialsChoice } from '../runner/choices';
import type { RunOptions } from '../runner/plan';
import { readSettings, section } from '../settings';
import type { RunChoices } from './runMemory';
import type { Runnable } from './runnable';
import type { Services } from './services';

/** How a file is run: as was chosen for it, or else as the settings say. */
export const choicesOf = ({ runs }: Pick<Services, 'runs'>, uri: vscode.Uri): RunChoices =>
  runs.choices(uri.toString()) ?? choicesBySettings(uri);

function choicesBySettings(uri: vscode.Uri): RunChoices {
  const { portConflict, credentials, profile, region } = settingsFor(uri);
  const choice = credentialsChoice(credentials, profile);
  return { portConflict, ...(choice && { credentials: choice }), ...(region !== undefined && { region }) };
}

/** All that a run of a file is told. */
export function optionsFor(
  { uri, severities, launchType }: Omit<Runnable, 'definition'>,
  choices: RunChoices,
): RunOptions {
  const workspace = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  return {
    ...choices,
    pull: settingsFor(uri).pull,
    ...(severities && { severities }),
    ...(launchType && { launchType }),
    ...(workspace === undefined ? {} : { workspace }),
    ...(uri.scheme === 'file' ? { file: uri.fsPath } : {}),
  };
}

const settingsFor = (uri: vscode.Uri) => readSettings(vscode.workspace.getConfiguration(section, uri));
