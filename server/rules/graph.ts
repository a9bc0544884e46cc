import type { Field } from '../document/field';
import type { TaskView } from '../document/view';
import type { ContainerField } from '../document/view';

/** One container waits for, or needs, another; `at` is the name that says so. */
export interface Edge {
  readonly from: ContainerField;
  readonly to: ContainerField;
  readonly at: Field;
  readonly kind: 'dependsOn' | 'links' | 'volumesFrom';
}

export function dependencyEdges(task: TaskView): Edge[] {
  return task.containers.flatMap((from) =>
    (from.get('dependsOn')?.items() ?? []).flatMap((item) => edge(task, from, item.get('containerName'), 'dependsOn')),
  );
}

export function volumesFromEdges(task: TaskView): Edge[] {
  return task.containers.flatMap((from) =>
    (from.get('volumesFrom')?.items() ?? []).flatMap((item) =>
      edge(task, from, item.get('sourceContainer'), 'volumesFrom'),
    ),
  );
}

/** `name:alias` counts by its name. */
export function linkEdges(task: TaskView): Edge[] {
  return task.containers.flatMap((from) =>
    (from.get('links')?.items() ?? []).flatMap((item) => edge(task, from, item, 'links', item.text?.split(':')[0])),
  );
}

function edge(
  task: TaskView,
  from: ContainerField,
  at: Field | undefined,
  kind: Edge['kind'],
  name = at?.text,
): Edge[] {
  const to = name ? task.container(name) : undefined;
  return at && to ? [{ from, to, at, kind }] : [];
}

/** The cycles of a graph, each once, as their edges in order; the last edge closes it. Self-references are cycles of one. */
export function cyclesIn(edges: readonly Edge[]): Edge[][] {
  const outgoing = new Map<ContainerField, Edge[]>();
  for (const each of edges) outgoing.set(each.from, [...(outgoing.get(each.from) ?? []), each]);

  const cycles: Edge[][] = [];
  const done = new Set<ContainerField>();
  const inCycle = new Set<ContainerField>();
  const visit = (container: ContainerField, trail: readonly Edge[]): void => {
    for (const each of outgoing.get(container) ?? []) {
      const start = trail.findIndex(({ from }) => from === each.to);
      if (each.to === container || start >= 0) {
        const cycle = each.to === container ? [each] : [...trail.slice(start), each];
        if (cycle.every(({ from }) => inCycle.has(from))) continue;
        for (const { from } of cycle) inCycle.add(from);
        cycles.push(cycle);
      } else if (!done.has(each.to)) visit(each.to, [...trail, each]);
    }
    done.add(container);
  };
  for (const container of outgoing.keys()) if (!done.has(container)) visit(container, []);
  return cycles;
}
