import { CompletionItemKind } from 'vscode-languageserver-types';
import { nameUsedAt, namesIn } from '../../document/references';
import { endOf } from '../../document/span';
import { waitsFor } from './context';
import { type Place, containerOf, fieldAtPath } from './place';
import type { Suggestion } from './suggestion';

/**
 * Names of containers and volumes where one is referred to: never the container itself, never one already named, and no
 * container to wait for that itself waits for this one.
 */
export function names(place: Place): Suggestion[] {
  const { document, path, task } = place;
  const kind = nameUsedAt(place.pattern);
  if (!kind) return [];
  const own = containerOf(place)?.get('name')?.text;
  const taken = kind === 'container' ? namedBeside(place) : new Set<string>();
  const isCircular = (name: string) => path.includes('dependsOn') && own !== undefined && waitsFor(task, name, own);
  const declared = namesIn(document).filter((name) => name.kind === kind && name.role === 'declaration');
  return [...new Set(declared.map(({ name }) => name))]
    .filter((name) => name !== '' && !(kind === 'container' && (name === own || isCircular(name))) && !taken.has(name))
    .map((name) => ({
      label: name,
      kind: CompletionItemKind.Reference,
      detail: task[kind === 'volume' ? 'volume' : 'container'](name)?.member('image')?.text ?? kind,
      insert: name,
      ...beforeAlias(place, name),
    }));
}

/** Of a link, only the part in front of the colon is the name. */
function beforeAlias({ document, cursor, path }: Place, name: string): Pick<Suggestion, 'part'> {
  const { inner, offset } = cursor;
  if (!inner || path.at(-2) !== 'links') return {};
  const colon = document.text.slice(inner.offset, endOf(inner)).indexOf(':');
  if (colon < 0 || offset > inner.offset + colon) return {};
  return { part: { span: { offset: inner.offset, length: colon }, text: name } };
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
