import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** The profiles of this machine, by name alone: what stands in them is the AWS SDK's business. */
export async function awsProfiles(env: NodeJS.ProcessEnv = process.env): Promise<readonly string[]> {
  const place = (name: string) => path.join(os.homedir(), '.aws', name);
  const read = async (file: string) => readFile(file, 'utf8').catch(() => '');
  const [config, credentials] = await Promise.all([
    read(env['AWS_CONFIG_FILE'] || place('config')),
    read(env['AWS_SHARED_CREDENTIALS_FILE'] || place('credentials')),
  ]);
  return profileNames(config, credentials);
}

/** In `config` a profile is headed `[profile name]` or `[default]`, in `credentials` by its name alone. */
export function profileNames(config: string, credentials: string): readonly string[] {
  const inConfig = headings(config).flatMap((heading) =>
    heading === 'default' ? heading : (/^profile\s+"?([^"]+)"?$/.exec(heading)?.[1] ?? []),
  );
  return [...new Set([...inConfig, ...headings(credentials)])];
}

const headings = (text: string): string[] =>
  [...text.matchAll(/^[ \t]*\[([^\]\n]*)\]/gm)].map(([, heading = '']) => heading.trim());
