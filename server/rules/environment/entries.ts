import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import type { KeyValuePair, Secret } from '../../model/taskDefinition';

export interface Entry<T> {
  readonly container: ContainerField;
  readonly item: Field<T>;
}

/** Many rules ask for the same lists, and a large file has thousands of entries: each list is made once a document. */
const listed =
  <T>(list: (task: TaskView) => Entry<T>[]): ((task: TaskView) => readonly Entry<T>[]) =>
  (task) =>
    task.remembered(list);

export const variablesOf = listed<KeyValuePair>((task) =>
  task.containers.flatMap((container) => entries(container, container.get('environment')?.items())),
);

export const secretsOf = listed<Secret>((task) =>
  task.containers.flatMap((container) => entries(container, container.get('secrets')?.items())),
);

export const secretOptionsOf = listed<Secret>((task) =>
  task.containers.flatMap((container) =>
    entries(container, container.get('logConfiguration')?.get('secretOptions')?.items()),
  ),
);

const entries = <T>(container: ContainerField, items: readonly Field<T>[] = []): Entry<T>[] =>
  items.filter((item) => item.type === 'object').map((item) => ({ container, item }));

/** The entries whose name an earlier entry of the same container has, each with that earlier one. */
export function* repeatedNames<T extends { name?: string }>(
  entries: readonly Entry<T>[],
): Iterable<{ readonly first: Entry<T>; readonly second: Entry<T>; readonly name: string }> {
  const seen = new Map<ContainerField, Map<string, Entry<T>>>();
  for (const entry of entries) {
    const name = entry.item.member('name')?.known;
    if (name === undefined) continue;
    const names = seen.get(entry.container) ?? new Map<string, Entry<T>>();
    seen.set(entry.container, names);
    const first = names.get(name);
    if (first) yield { first, second: entry, name };
    else names.set(name, entry);
  }
}
