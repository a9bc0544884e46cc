import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigurationChoice } from './check/configuration';
import { whyUnreadable } from './check/whyUnreadable';
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

/** Fails with a sentence when the file that `--config` names cannot be read. */
export async function assertReadable(cwd: string, { config }: ConfigurationFlags): Promise<void> {
  if (typeof config !== 'string') return;
  await readFile(path.resolve(cwd, config)).catch((error: unknown) => {
    const next = 'Name a configuration, or add: --no-config';
    throw new Failure(`--config ${printable(config)}: ${whyUnreadable(error)}`, exits.misuse, next);
  });
}
