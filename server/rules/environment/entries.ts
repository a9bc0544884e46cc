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

/** The first entry of each name, container by container, and those whose name was taken already. */
interface Names<T> {
  readonly first: ReadonlyMap<ContainerField, ReadonlyMap<string, Entry<T>>>;
  readonly repeated: readonly { readonly first: Entry<T>; readonly second: Entry<T>; readonly name: string }[];
}

export const variableNames = perTask((task) => namesOf(variablesOf(task)));

export const secretNames = perTask((task) => namesOf(secretsOf(task)));

function namesOf<T>(all: readonly Entry<T>[]): Names<T> {
  const first = new Map<ContainerField, Map<string, Entry<T>>>();
  const repeated: Names<T>['repeated'][number][] = [];
  let container: ContainerField | undefined;
  let names = new Map<string, Entry<T>>();
  for (const entry of all) {
    if (entry.container !== container) {
      container = entry.container;
      names = new Map<string, Entry<T>>();
      first.set(container, names);
    }
    const name = entry.known;
    if (name === undefined) continue;
    const earlier = names.get(name);
    if (earlier) repeated.push({ first: earlier, second: entry, name });
    else names.set(name, entry);
  }
  return { first, repeated };
}

/** Variables whose name begins like those that ECS and the AWS SDKs give a meaning. Few do. */
export const platformVariables = perTask((task) =>
  variablesOf(task).filter(({ known }) => known !== undefined && /^(?:AWS|ECS|FLUENT|NVIDIA|CUDA)_/.test(known)),
);
