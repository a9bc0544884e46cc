import * as vscode from 'vscode';
import type { LaunchType, LintOptions, TaskDefinition } from '../../server/index';
import type { Arguments } from './define';
import { offer } from './offer';
import { showWorstProblem } from './problems';
import { chooseDocument } from './runTarget';
import type { Services } from './services';

export interface Runnable {
  readonly uri: vscode.Uri;
  readonly definition: TaskDefinition;
  /** How rules are set for the file. */
  readonly severities: LintOptions['severities'];
  /** As what it is run where it does not say so itself. */
  readonly launchType: LaunchType | undefined;
}

/** A file with errors is not run: ECS would refuse it, and the first one is shown instead. */
export async function chooseRunnable(services: Services, args: Arguments): Promise<Runnable | undefined> {
  const document = await chooseDocument(services, args);
  if (!document) return undefined;
  const { uri } = document;
  const { definition, errors, firstError, severities, launchType } = await services.language.runnable(uri);
  if (errors === 0 && definition) return { uri, definition, severities, launchType };
  const name = vscode.workspace.asRelativePath(uri);
  const text = firstError
    ? vscode.l10n.t('{0}:{1}: {2}.', name, firstError.line + 1, firstError.message.replace(/\.$/, ''))
    : vscode.l10n.t('{0} holds no task definition.', name);
  const why = errors > 1 ? vscode.l10n.t('It is not run: {0} errors.', errors) : vscode.l10n.t('It is not run.');
  offer('error', `${text} ${why}`, [{ label: vscode.l10n.t('Show Problems'), run: () => showWorstProblem(uri) }]);
  return undefined;
}
