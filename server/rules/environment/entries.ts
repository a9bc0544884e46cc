import type { Node } from 'jsonc-parser';
import { Field, memberIn } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { KeyValuePair, Secret } from '../../model/taskDefinition';
import { perTask } from '../perTask';

/**
 * An item of a list whose items have names. Its fields are made only for who looks closer: a file may hold hundreds of
 * variables, and nearly all of them are plain.
 */
export class Entry<T> {
  /** The name, unless it is empty or a placeholder. */
  readonly known: string | undefined;

  constructor(
    readonly container: ContainerField,
    readonly node: Node,
  ) {
    const name = memberIn(node.children!, 'name');
    this.known = !name || Field.isUnknown(name) ? undefined : textOf(name) || undefined;
  }

  get item(): Field<T> {
    return Field.of<T>(this.node);
  }

  get name(): Field | undefined {
    return this.item.member('name');
  }

  /** What another member says, when it is a text. */
  text(member: keyof T & string): string | undefined {
    const value = memberIn(this.node.children!, member);
    return value && textOf(value);
  }
}

const textOf = ({ type, value }: Node): string | undefined => (type === 'string' ? (value as string) : undefined);

export const variablesOf = perTask((task): readonly Entry<KeyValuePair>[] =>
  task.containers.flatMap((container) => entries(container, container.get('environment'))),
);

export const secretsOf = perTask((task): readonly Entry<Secret>[] =>
  task.containers.flatMap((container) => entries(container, container.get('secrets'))),
);

export const secretOptionsOf = perTask((task): readonly Entry<Secret>[] =>
  task.containers.flatMap((container) => entries(container, container.get('logConfiguration')?.get('secretOptions'))),
);

function entries<T>(container: ContainerField, list: Field | undefined): Entry<T>[] {
  const items = list?.type === 'array' ? (list.node.children ?? []) : [];
  return items.filter(({ type }) => type === 'object').map((node) => new Entry<T>(container, node));
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

const ofPlatform = /^(?:AWS|ECS|FLUENT|NVIDIA|CUDA)_/;

/** Variables whose name begins like those that ECS and the AWS SDKs give a meaning. Few do. */
export const platformVariables = perTask((task) =>
  variablesOf(task).filter(({ known }) => known !== undefined && ofPlatform.test(known)),
);
