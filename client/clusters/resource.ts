/** The seam between trees and backends: the views see neither Docker nor AWS, only this. */
export type ResourceKind = 'cluster' | 'task' | 'container';

/** Identity: the resource's own id, never its label. */
export interface ResourceRef {
  readonly source: 'docker' | 'aws';
  readonly kind: ResourceKind;
  /** A cluster's name, a task's id, or `taskId/containerName`. */
  readonly id: string;
}

/** What can be done with a resource now; menus test these words. */
export type Ability =
  | 'run'
  | 'stop'
  | 'kill'
  | 'logs'
  | 'open'
  | 'shell'
  | 'files'
  | 'inspect'
  | 'attach'
  | 'copyId'
  | 'goToFile'
  | 'remove'
  | 'removeAbandoned'
  | 'cleanUp';

export type ResourceState = 'starting' | 'running' | 'unhealthy' | 'stopping' | 'stopped' | 'failed' | 'unreachable';

export interface Resource {
  readonly ref: ResourceRef;
  readonly label: string;
  /** "RUNNING, healthy", never "up 12 seconds": no clock in it. */
  readonly description: string;
  readonly state: ResourceState;
  /** Plain lines: image, ports, exit code with its meaning, stop reason. */
  readonly details: readonly string[];
  readonly can: readonly Ability[];
  readonly hasChildren: boolean;
  /** http://127.0.0.1:8080 for a published TCP port. */
  readonly urls: readonly string[];
  readonly file: string | undefined;
}

/** One text for one identity: the id of a tree item, the key of a map. */
export const refKey = (ref: ResourceRef): string => `${ref.source}/${ref.kind}/${ref.id}`;

/** The task a task's or container's ref belongs to; undefined for a cluster. */
export function taskIdOf(ref: ResourceRef): string | undefined {
  return ref.kind === 'cluster' ? undefined : ref.id.split('/')[0];
}

/** The name of the container a ref stands for; undefined for anything else. */
export function containerNameOf(ref: ResourceRef): string | undefined {
  return ref.kind === 'container' ? ref.id.slice(ref.id.indexOf('/') + 1) : undefined;
}

/** Where a resource hangs in the tree; undefined for a cluster. */
export function parentOf(ref: ResourceRef): ResourceRef | undefined {
  if (ref.kind === 'container') return { source: ref.source, kind: 'task', id: ref.id.split('/')[0] ?? '' };
  return ref.kind === 'task' ? { source: ref.source, kind: 'cluster', id: localCluster } : undefined;
}

/** The one cluster of the local engine. */
export const localCluster = 'local';
