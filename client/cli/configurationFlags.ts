import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { slashed } from '../../server/index';
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

/** What the flags choose; reads the file that `--config` names, and fails with a sentence when it cannot be read. */
export async function choiceOf(cwd: string, { config = true }: ConfigurationFlags): Promise<ConfigurationChoice> {
  if (typeof config !== 'string') return config ? 'nearest' : 'none';
  const file = path.resolve(cwd, config);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const next = 'Name a configuration, or add: --no-config';
    throw new Failure(`--config ${printable(config)}: ${whyUnreadable(error)}`, exits.misuse, next);
  });
  return { path: slashed(file), text: text.replace(/^\uFEFF/, '') };
}
