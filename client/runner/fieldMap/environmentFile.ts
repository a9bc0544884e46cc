/**
 * The variables of an environment file as the ECS agent reads it (runner.md §1.7): lines of NAME=VALUE, split at the
 * first `=` and taken as they are: quotes, spaces and further `=` belong to the value. Comments and all else are skipped.
 */
export function parseEnvironmentFile(text: string): [name: string, value: string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const at = line.indexOf('=');
    return line.startsWith('#') || at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
  });
}
