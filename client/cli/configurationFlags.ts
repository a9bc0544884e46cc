import type { ConfigurationChoice, ProjectConfiguration } from './check/configuration';
import { Failure, exits } from './failure';
import { printable } from './text';

/** What the two flags leave in a command's options. */
export interface ConfigurationFlags {
  /** A file; false with `--no-config`. */
  readonly config?: string | boolean | undefined;
}

/** The arguments of a command's `option`. */
export const configFlag = ['--config <file>', 'a configuration, instead of the nearest .taskdefrc.json'] as const;
export const noConfigFlag = ['--no-config', 'heed no configuration'] as const;

export function choiceOf({ config = true }: ConfigurationFlags): ConfigurationChoice {
  if (typeof config === 'string') return { file: config };
  return config ? 'nearest' : 'none';
}

/** Fails with a sentence when the file that `--config` names is not there. */
export async function assertThere(project: ProjectConfiguration, { config }: ConfigurationFlags): Promise<void> {
  if (await project.isThere()) return;
  const next = 'Name a configuration, or add: --no-config';
  throw new Failure(`--config ${printable(String(config))}: there is no such file.`, exits.misuse, next);
}
