import type { CredentialsChoice, PortConflict } from './plan';
import type { PullBehaviour } from './state';

/** What a person may choose for a run: the terminal's flags, the editor's settings, form and task type offer these. */

export const pullBehaviours: readonly PullBehaviour[] = ['default', 'always', 'once', 'prefer-cached'];

export const portConflicts: readonly PortConflict[] = ['ask', 'remap', 'fail'];

export type CredentialsSource = CredentialsChoice['source'];

export const credentialsSources: readonly CredentialsSource[] = ['none', 'profile', 'role'];

/** Whose credentials the containers get, and who asks AWS for what a task needs; a profile alone means its own. */
export function credentialsChoice(
  source: CredentialsSource | undefined,
  profile: string | undefined,
): CredentialsChoice | undefined {
  if (profile !== undefined) return { source: source ?? 'profile', profile };
  return source === undefined || source === 'none' ? undefined : { source };
}
