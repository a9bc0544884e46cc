import { CompletionItemKind } from 'vscode-languageserver-types';
import { nameUsedAt, namesIn } from '../../document/references';
import { type Place, containerOf, fieldAtPath } from './place';
import type { Suggestion } from './suggestion';

/** Names of containers and volumes where one is referred to: never the container itself, never one already named. */
export function names(place: Place): Suggestion[] {
  const { document, path } = place;
  const kind = nameUsedAt(path);
  if (!kind) return [];
  const own = containerOf(place)?.get('name')?.text;
  const taken = kind === 'container' ? namedBeside(place) : new Set<string>();
  const declared = namesIn(document).filter((name) => name.kind === kind && name.role === 'declaration');
  return [...new Set(declared.map(({ name }) => name))]
    .filter((name) => name !== '' && !(kind === 'container' && name === own) && !taken.has(name))
    .map((name) => ({
      label: name,
      kind: CompletionItemKind.Reference,
      detail: kind,
      write: (writer) => writer.json(name),
    }));
}

/** What the other items of the same list name already. */
function namedBeside({ document, cursor, path }: Place): Set<string> {
  const index = path.findLastIndex((part) => typeof part === 'number');
  if (index < 2) return new Set(); // not in a list of a container
  const above = cursor.path.length - path.length;
  const list = fieldAtPath(document.root, cursor.path.slice(0, index + above));
  const others = (list?.items() ?? []).filter((item) => item.path.at(-1) !== path[index]);
  const member = String(path.at(-1));
  return new Set(others.map((item) => (item.text ?? item.member(member)?.text ?? '').split(':', 1)[0]!));
}
