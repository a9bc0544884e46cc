import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { KeyValuePair, Secret } from '../../model/taskDefinition';
import { perTask } from '../perTask';

/** An item of a list whose items have names. */
export interface Entry<T> {
  readonly container: ContainerField;
  readonly item: Field<T>;
  readonly name: Field | undefined;
  /** The name, unless it is empty or a placeholder. */
  readonly known: string | undefined;
}

export const variablesOf = perTask((task): readonly Entry<KeyValuePair>[] =>
  task.containers.flatMap((container) => entries(container, container.get('environment')?.items())),
);

export const secretsOf = perTask((task): readonly Entry<Secret>[] =>
  task.containers.flatMap((container) => entries(container, container.get('secrets')?.items())),
);

export const secretOptionsOf = perTask((task): readonly Entry<Secret>[] =>
  task.containers.flatMap((container) =>
    entries(container, container.get('logConfiguration')?.get('secretOptions')?.items()),
  ),
);

function entries<T>(container: ContainerField, items: readonly Field<T>[] = []): Entry<T>[] {
  const found: Entry<T>[] = [];
  for (const item of items) {
    if (item.type !== 'object') continue;
    const name = item.member('name');
    found.push({ container, item, name, known: name?.known });
  }
  return found;
}

/** The entries whose name an earlier entry of the same container has, each with that earlier one. */
export function* repeatedNames<T>(
  all: readonly Entry<T>[],
): Iterable<{ readonly first: Entry<T>; readonly second: Entry<T>; readonly name: string }> {
  let container: ContainerField | undefined;
  let names = new Map<string, Entry<T>>();
  for (const entry of all) {
    if (entry.container !== container) {
      container = entry.container;
      names = new Map();
    }
    const name = entry.known;
    if (name === undefined) continue;
    const first = names.get(name);
    if (first) yield { first, second: entry, name };
    else names.set(name, entry);
  }
}
