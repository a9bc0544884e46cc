import type { RunArguments } from '../cli/run/options';

/** The options of `taskdef run` that a task of type `ecs` may have in tasks.json, under the same names. */
export type TaskOptions = Pick<
  RunArguments,
  'launchType' | 'local' | 'credentials' | 'profile' | 'region' | 'portConflict' | 'pull' | 'watch' | 'keep'
>;

const names: Readonly<Record<keyof TaskOptions, string>> = {
  launchType: '--launch-type',
  local: '--local',
  credentials: '--credentials',
  profile: '--profile',
  region: '--region',
  portConflict: '--port-conflict',
  pull: '--pull',
  watch: '--watch',
  keep: '--keep',
};

/** The arguments behind `taskdef`. Values are as somebody has written them: `taskdef` says what is wrong with them. */
export function commandLine(file: string, options: Readonly<Record<string, unknown>>): string[] {
  const flags = Object.entries(names).flatMap(([name, flag]) => {
    const value = options[name];
    if (name === 'local' && value === false) return ['--no-local'];
    if (value === true) return [flag];
    return typeof value === 'string' ? [`${flag}=${value}`] : [];
  });
  return ['run', ...flags, '--', file];
}
