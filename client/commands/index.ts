import { attachTask } from './attachTask';
import { browseFiles } from './browseFiles';
import { chooseLanguage } from './chooseLanguage';
import { copyId } from './copyId';
import type { Command } from './define';
import { explainError } from './explainError';
import { goToFile } from './goToFile';
import { restartServer, showLog } from './languageServer';
import { inspectTask } from './inspectTask';
import { openInBrowser } from './openInBrowser';
import { openShell } from './openShell';
import { showProblems } from './problems';
import { refreshClusters } from './refreshClusters';
import { cleanUp, removeAbandoned, removeTask } from './removeTask';
import { debugTask, runAgain, runTask, runTaskWith } from './runTask';
import { saveLogs } from './saveLogs';
import { showCapacities } from './showCapacities';
import { showIamPermissions } from './showIamPermissions';
import { showLogs } from './showLogs';
import { killTask, stopTask } from './stopTask';
import { watchFile } from './watchFile';

/** Every command of the manifest. */
export const commands: readonly Command[] = [
  runTask,
  runTaskWith,
  runAgain,
  debugTask,
  watchFile,
  stopTask,
  killTask,
  showLogs,
  saveLogs,
  openInBrowser,
  openShell,
  browseFiles,
  inspectTask,
  attachTask,
  copyId,
  goToFile,
  removeTask,
  removeAbandoned,
  cleanUp,
  refreshClusters,
  showProblems,
  showCapacities,
  showIamPermissions,
  explainError,
  chooseLanguage,
  restartServer,
  showLog,
];
