import { closest, type TaskDefinition } from '../../../server/index';
import type { Refusal } from '../notice';
import type { LocalFile } from './file';
import { localRefusal, type WhereIn } from './place';

/** What a file of overrides says of containers that the task does not have. */
export function refuseStrangers(definition: TaskDefinition, file: LocalFile, at: WhereIn): readonly Refusal[] {
  const names = (definition.containerDefinitions ?? []).flatMap(({ name }) => name ?? []);
  return [...slips(names, Object.keys(file.containers ?? {}), at), ...unknownToRunTask(names, file, at)];
}

/** One file may serve several definitions, so a name that is not here is passed over, unless it is nearly one that is. */
function slips(names: readonly string[], written: readonly string[], at: WhereIn): Refusal[] {
  const unwritten = names.filter((name) => !written.includes(name));
  return written.flatMap((name) => {
    const near = names.includes(name) ? undefined : closest(name, unwritten);
    if (near === undefined) return [];
    return [
      localRefusal(
        at(['containers', name]),
        `is about a container ${name}, which the task does not have.`,
        `Did you mean ${near}?`,
      ),
    ];
  });
}

/** RunTask passes nothing over. */
function unknownToRunTask(names: readonly string[], { overrides }: LocalFile, at: WhereIn): Refusal[] {
  const all = `The containers are: ${names.join(', ')}.`;
  return (overrides?.containerOverrides ?? []).flatMap(({ name }, index) => {
    const path = ['overrides', 'containerOverrides', index];
    if (name === undefined)
      return [localRefusal(at(path), 'overrides a container without its name.', `Add it. ${all}`)];
    if (names.includes(name)) return [];
    const near = closest(name, names);
    return [
      localRefusal(
        at([...path, 'name']),
        `overrides a container ${name}, which the task does not have: ECS refuses that.`,
        near === undefined ? `${all} Under "containers" the names of others are passed over.` : `Did you mean ${near}?`,
      ),
    ];
  });
}
