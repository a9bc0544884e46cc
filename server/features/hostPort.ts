import type { Field } from '../document/field';
import type { TaskView } from '../document/view';
import { type Mapping, effectiveHostPort, mappingsOf } from '../rules/network/ports';

/** Where a mapping can be reached when the file does not say so itself. */
export interface ResolvedPort {
  /** The value behind which it is told: what decides in the absence of a host port. */
  readonly at: Field;
  readonly containerPort: string;
  /** The port's number, or that Docker picks one. */
  readonly host: number | 'dynamic';
  readonly mode: 'awsvpc' | 'host' | 'bridge';
}

/** The host ports that follow from the network mode. Nothing where the file writes them, or the mode is not known. */
export const resolvedPorts = (task: TaskView): ResolvedPort[] =>
  mappingsOf(task).flatMap((mapping) => resolve(task, mapping) ?? []);

function resolve(task: TaskView, mapping: Mapping): ResolvedPort | undefined {
  const { item, containerPort, hostPort, range } = mapping;
  const mode = task.networkMode;
  const written = item.get('hostPort');
  if (mode === undefined || mode === 'none' || hostPort || (written && hostPort === undefined)) return undefined;
  if (range) {
    const at = item.get('containerPortRange')!;
    return mode === 'bridge' ? { at, containerPort: at.text!, host: 'dynamic', mode } : undefined;
  }
  const at = written ?? item.get('containerPort');
  if (!at || containerPort === undefined) return undefined;
  return { at, containerPort: String(containerPort), host: effectiveHostPort(mapping, mode) ?? 'dynamic', mode };
}

/** The same in a sentence. */
export function describePort({ host, mode, containerPort }: ResolvedPort): string {
  if (host === 'dynamic') {
    return `Docker picks free host ports for ${containerPort}: in bridge mode, 0 or nothing asks for that.`;
  }
  return mode === 'awsvpc'
    ? `Reached at port ${host} of the task's own network interface.`
    : `Reached at port ${host} of the instance, whose network the container shares.`;
}
