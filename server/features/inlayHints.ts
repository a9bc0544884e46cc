import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver-types';
import type { Field } from '../document/field';
import { type Span, endOf } from '../document/span';
import type { TaskView } from '../document/view';
import { parseTaskCpu, parseTaskMemory, printMemory, printVcpu } from '../model/units';
import { describePort, resolvedPorts } from './hostPort';
import { type Source, spanOf } from './source';

/** Behind a bare number of cpu units or MiB, what it is in vCPU or GB; behind a port, where it can be reached. */
export function inlayHints(source: Source, range: Range): InlayHint[] {
  const visible = spanOf(source, range);
  const { task } = source.document;
  if (!task) return [];
  return [...quantitiesIn(task), ...portsIn(task)]
    .filter(({ field }) => overlaps(field.span, visible))
    .map(({ field, label, tooltip }) => ({
      position: source.text.positionAt(endOf(field.span)),
      label,
      ...(tooltip !== undefined && { tooltip }),
      kind: InlayHintKind.Parameter,
      paddingLeft: true,
    }));
}

interface Hint {
  readonly field: Field;
  readonly label: string;
  readonly tooltip?: string;
}

const portsIn = (task: TaskView): Hint[] =>
  resolvedPorts(task).map((port) => ({
    field: port.at,
    label: port.host === 'dynamic' ? '→ any free port' : `→ :${port.host}`,
    tooltip: describePort(port),
  }));

function quantitiesIn(task: TaskView): Hint[] {
  const found: Hint[] = [];
  const add = (field: Field | undefined, amount: number | undefined, print: (amount: number) => string) => {
    if (!field || !amount || !/\d\s*"?$/.test(String(field.node.value))) return; // it says its unit itself
    const label = print(amount);
    if (!label.endsWith('MiB')) found.push({ field, label });
  };

  const cpu = task.root?.get('cpu');
  const memory = task.root?.get('memory');
  add(cpu, cpu?.known === undefined ? undefined : parseTaskCpu(cpu.known), printVcpu);
  add(memory, memory?.known === undefined ? undefined : parseTaskMemory(memory.known), printMemory);
  for (const container of task.containers) {
    const linux = container.get('linuxParameters');
    add(container.get('cpu'), container.get('cpu')?.int, printVcpu);
    const mebibytes = [
      container.get('memory'),
      container.get('memoryReservation'),
      linux?.get('sharedMemorySize'),
      linux?.get('maxSwap'),
      ...(linux?.get('tmpfs')?.items() ?? []).map((item) => item.get('size')),
    ];
    for (const field of mebibytes) add(field, field?.int, printMemory);
  }
  return found;
}

const overlaps = (a: Span, b: Span): boolean => a.offset <= endOf(b) && b.offset <= endOf(a);
