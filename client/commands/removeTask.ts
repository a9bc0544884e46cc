import * as vscode from 'vscode';
import type { Resource } from '../clusters/resource';
import { defineCommand, defineTaskCommand, nothing } from './define';
import { aboveTree, onRows } from './places';
import { offer } from './offer';
import type { Services } from './services';
import { labelsOf } from './targets';

/** Removes what is left of stopped tasks: containers with their logs, networks, volumes. */
export const removeTask = defineTaskCommand({
  id: 'taskdef.task.remove',
  title: 'Remove Stopped Task',
  icon: 'trash',
  needsTrust: 'nothing',
  can: 'remove',
  inMenu: '2_life@4',
  inline: 5,
  pick: () => vscode.l10n.t('Which stopped task should be removed?'),
  none: () => vscode.l10n.t('There is no stopped task.'),
  run: remove,
});

/** Stops a task nobody looks after any more, and removes what is left of it. */
export const removeAbandoned = defineTaskCommand({
  id: 'taskdef.task.removeAbandoned',
  title: 'Stop and Remove Abandoned Task',
  icon: 'trash',
  needsTrust: 'nothing',
  can: 'removeAbandoned',
  inMenu: '2_life@6',
  pick: () => vscode.l10n.t('Which abandoned task should be stopped and removed?'),
  none: () => vscode.l10n.t('No task is abandoned.'),
  progress: (tasks) => vscode.l10n.t('Stopping {0}', labelsOf(tasks)),
  /** Cancelling leaves the tasks stopping, and only ends the waiting. */
  async run(services, tasks, { signal }) {
    const runner = await services.connection.runner();
    const stopped = Promise.all(tasks.map(({ ref }) => runner.stop(ref.id)));
    const cancelled = new Promise<true>((resolve) =>
      signal.addEventListener('abort', () => resolve(true), { once: true }),
    );
    if ((await Promise.race([stopped, cancelled])) !== true) await remove(services, tasks);
  },
});

/** Removes all stopped tasks and whatever else of ours nobody uses. */
export const cleanUp = defineCommand({
  id: 'taskdef.tasks.cleanUp',
  title: 'Clean Up Stopped Tasks',
  icon: 'clear-all',
  places: [aboveTree(3, 'with engine'), ...onRows('cleanUp', '2_life@5', 5)],
  needsTrust: 'nothing',
  ask: nothing,
  progress: () => vscode.l10n.t('Removing stopped tasks'),
  async run(services) {
    const runner = await services.connection.runner();
    const { tasks, residue } = await runner.prune();
    for (const taskId of tasks) services.channels.remove(taskId);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Stopped tasks removed: {0}', tasks.length), 5000);
    tellResidue(services, residue);
  },
});

async function remove(services: Services, tasks: readonly Resource[]): Promise<void> {
  const runner = await services.connection.runner();
  for (const { ref } of tasks) services.channels.remove(ref.id);
  const results = await Promise.all(tasks.map(({ ref }) => runner.remove(ref.id)));
  tellResidue(
    services,
    results.flatMap(({ residue }) => residue),
  );
}

function tellResidue({ log, view }: Services, residue: readonly string[]): void {
  view.refresh();
  if (residue.length === 0) return;
  for (const what of residue) log.warn(`could not be removed yet: ${what}`);
  offer('warning', vscode.l10n.t('Not everything could be removed yet. It is tried again with the next clean-up.'), [
    { label: vscode.l10n.t('Show Log'), run: () => log.show() },
  ]);
}
