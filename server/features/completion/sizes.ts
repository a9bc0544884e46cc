import { CompletionItemKind } from 'vscode-languageserver-types';
import type { TaskView } from '../../document/view';
import { fargateCpusFor, fargateSize, fargateSizes } from '../../model/fargate';
import { printMemory, printVcpu } from '../../model/units';
import type { Place } from './place';
import type { Suggestion } from './suggestion';

/**
 * Task sizes: `memory` that fits the `cpu` in the file, and the reverse. EC2 takes any size, so there the table is a set
 * of good examples and nothing is left out.
 */
export function taskSizes({ path, task }: Place): Suggestion[] {
  if (path.length !== 1) return [];
  if (path[0] === 'cpu') return cpusFor(task).map((cpu) => size(cpu, printVcpu(cpu)));
  if (path[0] === 'memory') return memoriesFor(task).map((memory) => size(memory, printMemory(memory)));
  return [];
}

const size = (amount: number, detail: string): Suggestion => ({
  label: String(amount),
  kind: CompletionItemKind.Value,
  detail,
  insert: String(amount),
});

const offered = ({ os }: TaskView) => fargateSizes.filter(({ windows }) => windows || os !== 'windows');

const mustFit = ({ launchTypes, isFargate }: TaskView): boolean => isFargate || launchTypes.size === 0;

/** Task sizes in cpu units that go with the memory in the file. */
export function cpusFor(task: TaskView): number[] {
  const all = offered(task).map(({ cpu }) => cpu);
  if (!mustFit(task) || task.memory === undefined) return all;
  const fitting = fargateCpusFor(task.memory).filter((cpu) => all.includes(cpu));
  return fitting.length > 0 ? fitting : all;
}

/** Task sizes in MiB that go with the cpu in the file. */
export function memoriesFor(task: TaskView): readonly number[] {
  const fitting = mustFit(task) && task.cpu !== undefined ? fargateSize(task.cpu)?.memory : undefined;
  return fitting ?? [...new Set(offered(task).flatMap(({ memory }) => memory))].sort((a, b) => a - b);
}
