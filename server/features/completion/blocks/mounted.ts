import { CompletionItemKind } from 'vscode-languageserver-types';
import { applyChanges, editBetween } from '../../../document/change';
import { endOf } from '../../../document/span';
import { takesEfs } from './volumes';
import type { Place } from '../place';
import type { Suggestion } from '../suggestion';

/**
 * An EFS volume, mounted in the only container of the task. Its name is written in two places at once, so it is no place
 * to type at; renaming does that. Nothing where the file is too broken to be written in elsewhere.
 */
export function mountedFileSystem(place: Place): Suggestion[] {
  const { document, task, cursor, path } = place;
  if (path.length !== 2 || path[0] !== 'volumes') return [];
  const [container, ...others] = task.containers;
  if (!container || others.length > 0 || document.problems.length > 0 || !takesEfs(place)) return [];

  const name = unusedName(place);
  const mount = { sourceVolume: name, containerPath: `/mnt/${name}` };
  const after = applyChanges(document.text, [{ insert: [...container.path, 'mountPoints'], item: mount }]);
  const edit = editBetween(document.text, after);
  const isApart = edit && (endOf(edit) < cursor.replace.offset || edit.offset > endOf(cursor.replace));
  if (!isApart) return [];
  return [
    {
      label: 'EFS volume, mounted',
      kind: CompletionItemKind.Snippet,
      detail: `at ${mount.containerPath}`,
      about: { path },
      also: [edit],
      insert: (writer) =>
        writer.object([
          writer.member('name', writer.json(name)),
          writer.member(
            'efsVolumeConfiguration',
            writer.object([
              writer.member('fileSystemId', `"${writer.stop('<FILE_SYSTEM_ID>')}"`),
              writer.member('transitEncryption', '"ENABLED"'),
            ]),
          ),
        ]),
    },
  ];
}

function unusedName({ task }: Place): string {
  let name = 'efs';
  for (let number = 2; task.volume(name); number++) name = `efs-${number}`;
  return name;
}
