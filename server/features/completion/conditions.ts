import { CompletionItemKind } from 'vscode-languageserver-types';
import { isEssential } from '../../document/view';
import type { Place } from './place';
import type { Suggestion } from './suggestion';

/** Conditions that the container depended on can meet: HEALTHY needs its health check, COMPLETE and SUCCESS that it may end. */
export function dependencyConditions(place: Place): Suggestion[] {
  const { path, task, node } = place;
  if (path.at(-1) !== 'condition' || path.at(-3) !== 'dependsOn') return [];
  const name = place.around?.member('containerName')?.text;
  const target = name === undefined ? undefined : task.container(name);
  const canBeMet = (condition: string): boolean => {
    if (!target || condition === 'START') return true;
    return condition === 'HEALTHY' ? target.get('healthCheck') !== undefined : !isEssential(target);
  };
  return node.values
    .filter(({ value }) => canBeMet(value))
    .map(({ value }) => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      about: { path, value },
      insert: value,
      preselect: target !== undefined && value === (target.get('healthCheck') ? 'HEALTHY' : 'START'),
    }));
}
