import type { WorkspaceConfiguration } from 'vscode';
import { credentialsSources, portConflicts, pullBehaviours, type CredentialsSource } from './runner/choices';
import type { PortConflict } from './runner/plan';
import type { PullBehaviour } from './runner/state';

/**
 * The settings this side reads, as typed values. The language server asks for its own (`taskdef.files`,
 * `taskdef.lint`, `taskdef.inlayHints`, `taskdef.codeLens`), and vscode-languageclient reads `taskdef.trace.server`.
 */
export interface Settings {
  /** Patterns of files that are task definitions whatever their name. */
  readonly files: readonly string[];
  /** Undefined: the engine that the Docker CLI would use. */
  readonly endpoint: string | undefined;
  readonly pull: PullBehaviour;
  readonly portConflict: PortConflict;
  readonly credentials: CredentialsSource;
  /** Undefined: what the AWS SDK finds by itself. */
  readonly profile: string | undefined;
  /** Undefined: the one the definition names. */
  readonly region: string | undefined;
}

export const section = 'taskdef';

/** The settings that decide which engine is used: after a change of one the connection is made anew. */
export const engineSetting = `${section}.docker.endpoint`;

/** A value that is none of the allowed ones counts as not set. */
export function readSettings(configuration: Pick<WorkspaceConfiguration, 'get'>): Settings {
  const oneOf = <T extends string>(key: string, allowed: readonly T[], otherwise: T): T => {
    const value = configuration.get<unknown>(key);
    return allowed.find((one) => one === value) ?? otherwise;
  };
  const text = (key: string): string | undefined => {
    const value = configuration.get<unknown>(key);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const files = configuration.get<unknown>('files');
  return {
    files: Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [],
    endpoint: text('docker.endpoint'),
    pull: oneOf('docker.pull', pullBehaviours, 'default'),
    portConflict: oneOf('run.portConflict', portConflicts, 'ask'),
    credentials: oneOf('aws.credentials', credentialsSources, 'none'),
    profile: text('aws.profile'),
    region: text('aws.region'),
  };
}
