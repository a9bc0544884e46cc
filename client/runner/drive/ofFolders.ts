import path from 'node:path';
import type { ListedContainer } from '../enginePort';
import { isOfTask, label, unpackDefinition, workspaceLabel } from '../labels';

/**
 * The ids of the tasks that belong to a window with these folders: run with one of them as their workspace, or from a
 * file in one. A terminal takes the checkout for the workspace, of which a window may show a part, or several.
 */
export function tasksOfFolders(
  containers: readonly ListedContainer[],
  folders: readonly string[],
): ReadonlySet<string> {
  const workspaces = new Set(folders.map(workspaceLabel));
  const isOurs = ({ labels }: ListedContainer): boolean => {
    if (workspaces.has(labels[label.workspace] ?? '')) return true;
    const packed = labels[label.definition];
    const file = packed === undefined ? undefined : unpackDefinition(packed)?.options.file;
    return file !== undefined && folders.some((folder) => isIn(folder, file));
  };
  const ours = containers.filter((one) => isOfTask(one.labels) && isOurs(one));
  return new Set(ours.flatMap(({ labels }) => labels[label.task] ?? []));
}

function isIn(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
