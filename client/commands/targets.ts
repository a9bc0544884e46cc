import * as vscode from 'vscode';
import { clusterRef, taskRef } from '../clusters/describeTask';
import { refKey, taskIdOf, type Ability, type Resource, type ResourceRef } from '../clusters/resource';
import type { Arguments } from './define';
import type { Services } from './services';

const isRef = (value: unknown): value is ResourceRef =>
  typeof value === 'object' && value !== null && 'source' in value && 'kind' in value && 'id' in value;

/** The resources a tree menu was opened on: the selected ones when the clicked one is among them. */
export function refsOf(args: Arguments): readonly ResourceRef[] {
  const [clicked, selected] = args;
  if (!isRef(clicked)) return [];
  const all = Array.isArray(selected) ? selected.filter(isRef) : [];
  return all.some((ref) => refKey(ref) === refKey(clicked)) ? all : [clicked];
}

/** The tasks a command is about, each once: those of the tree, or the one the person picks. Undefined when there is none. */
export async function chooseTasks(
  { clusters }: Services,
  args: Arguments,
  ability: Ability,
  words: { readonly pick: string; readonly none: string },
): Promise<readonly Resource[] | undefined> {
  const ids = new Set(refsOf(args).flatMap((ref) => taskIdOf(ref) ?? []));
  if (ids.size > 0) {
    const found = await Promise.all([...ids].map((id) => clusters.find(taskRef(id))));
    return found.filter((task): task is Resource => task?.can.includes(ability) ?? false);
  }
  clusters.refresh();
  const candidates = (await clusters.children(clusterRef)).filter(({ can }) => can.includes(ability));
  if (candidates.length === 0) {
    void vscode.window.showInformationMessage(words.none);
    return undefined;
  }
  if (candidates.length === 1) return candidates;
  const picked = await vscode.window.showQuickPick(
    candidates.map((task) => ({ label: task.label, description: task.description, task })),
    { placeHolder: words.pick },
  );
  return picked && [picked.task];
}

/** The container a command is about: that of the tree, or the one the person picks. Undefined when there is none. */
export async function chooseContainer(
  { clusters }: Services,
  args: Arguments,
  ability: Ability,
  words: { readonly pick: string; readonly none: string },
): Promise<Resource | undefined> {
  const [ref] = refsOf(args);
  if (ref?.kind === 'container') return able(await clusters.find(ref), ability);
  clusters.refresh();
  const tasks = ref?.kind === 'task' ? [await clusters.find(ref)] : await clusters.children(clusterRef);
  const rows = await Promise.all(
    tasks.map(async (task) =>
      (task ? await clusters.children(task.ref) : [])
        .filter(({ can }) => can.includes(ability))
        .map((container) => ({
          label: container.label,
          description: task ? `${task.label} · ${task.description}` : '',
          container,
        })),
    ),
  );
  const candidates = rows.flat();
  if (candidates.length === 0) void vscode.window.showInformationMessage(words.none);
  if (candidates.length < 2) return candidates[0]?.container;
  return (await vscode.window.showQuickPick(candidates, { placeHolder: words.pick }))?.container;
}

const able = (resource: Resource | undefined, ability: Ability): Resource | undefined =>
  resource?.can.includes(ability) ? resource : undefined;

export const labelsOf = (tasks: readonly Resource[]): string => tasks.map(({ label }) => label).join(', ');
