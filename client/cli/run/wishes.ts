import path from 'node:path';
import { credentialsChoice } from '../../runner/choices';
import type { RunOptions } from '../../runner/plan';
import type { RunArguments } from './options';

interface Setting {
  /** Absolute; undefined for standard input. */
  readonly file: string | undefined;
  readonly workspace: string;
  /** What paths on the command line are relative to. */
  readonly cwd: string;
  readonly mayAsk: boolean;
}

/** The options of the command line as the runner takes them. */
export function wishesOf(given: RunArguments, { file, workspace, cwd, mayAsk }: Setting): RunOptions {
  const { image = {}, env = {}, allow = [], local, launchType, pull, region, profile } = given;
  const credentials = credentialsChoice(given.credentials, profile);
  return {
    ...{ workspace, images: image, environment: env, allow },
    ...(file !== undefined && { file }),
    portConflict: given.portConflict ?? (mayAsk ? 'ask' : 'fail'),
    ...(local !== undefined && { local: local && path.resolve(cwd, local) }),
    ...(launchType && { target: launchType }),
    ...(pull && { pull }),
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
  };
}
