/** The seam between trees and backends: the views see neither Docker nor AWS, only this. */
export type ResourceKind = 'cluster' | 'task' | 'container';

/** Identity: the resource's own id, never its label. */
export interface ResourceRef {
  readonly source: 'docker' | 'aws';
  readonly kind: ResourceKind;
  readonly id: string;
}

/** What can be done with a resource now; menus test these words. */
export type Ability = 'stop' | 'logs' | 'open' | 'copyId' | 'remove' | 'cleanUp' | 'goToFile' | 'run';

export interface Resource {
  readonly ref: ResourceRef;
  readonly label: string;
  /** "RUNNING, healthy", never "up 12 seconds": no clock in it. */
  readonly description: string;
  readonly state: 'starting' | 'running' | 'unhealthy' | 'stopping' | 'stopped' | 'failed' | 'unreachable';
  /** Plain lines: image, ports, exit code with its meaning, stop reason. */
  readonly details: readonly string[];
  readonly can: readonly Ability[];
  readonly hasChildren: boolean;
  /** http://127.0.0.1:8080 for a published TCP port. */
  readonly urls: readonly string[];
  readonly file: string | undefined;
}
