import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import type { ContainerDependency } from '../../model/taskDefinition';
import type { Fix } from '../define';
import { perTask } from '../perTask';

export interface Dependency {
  readonly container: ContainerField;
  readonly list: Field<ContainerDependency[]>;
  readonly item: Field<ContainerDependency>;
}

/** Every `dependsOn` item of the task. */
export const dependenciesOf = perTask((task): readonly Dependency[] => {
  return task.containers.flatMap((container) => {
    const list = container.get('dependsOn');
    return (list?.items() ?? [])
      .filter((item) => item.type === 'object')
      .map((item) => ({ container, list: list!, item }));
  });
});

/** Takes the item out, and the list with it when it was the only one. */
export const removeDependency = ({ list, item }: Dependency, options: { safe?: true } = {}): Fix => ({
  title: 'Delete this dependency',
  ...options,
  changes: () => [{ remove: list.items().length === 1 ? list.path : item.path }],
});
