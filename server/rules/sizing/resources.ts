import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import type { ResourceRequirement } from '../../model/taskDefinition';
import { perTask } from '../perTask';

export interface Requirement {
  readonly container: ContainerField;
  readonly list: Field<ResourceRequirement[]>;
  readonly item: Field<ResourceRequirement>;
  /** GPU, NeuronDevice or InferenceAccelerator; undefined where it is not known. */
  readonly type: string | undefined;
}

/** Every `resourceRequirements` item of the task. */
export const requirementsOf = perTask((task): readonly Requirement[] => {
  return task.containers.flatMap((container) => {
    const list = container.get('resourceRequirements');
    return (list?.items() ?? [])
      .filter((item) => item.type === 'object')
      .map((item) => ({ container, list: list!, item, type: item.get('type')?.known }));
  });
});

export const gpusOf = (task: TaskView): Requirement[] => requirementsOf(task).filter(({ type }) => type === 'GPU');

/** Takes an item out, and the list with it when it was the only one. */
export const withoutItem = ({ list, item }: Requirement) =>
  list.items().length === 1 ? { remove: list.path } : { remove: item.path };
