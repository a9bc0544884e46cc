import type { Secret } from '../../../server/index';
import type { TaskScope } from './scope';

/** Secret options of a log, by name, as far as AWS has given them; it does without the others, which is told. */
export function secretValues(
  { around, report }: TaskScope,
  secrets: readonly Secret[],
  pointer: string,
): [name: string, value: string][] {
  return secrets.flatMap(({ name = '', valueFrom = '' }, index): [string, string][] => {
    const value = around.given?.aws?.get(valueFrom);
    if (typeof value === 'string') return [[name, value]];
    const why = value?.missing ?? 'AWS is not asked without a profile';
    const text = `The log driver runs without its secret option ${name}: ${why}.`;
    report.notice('ignored', 'log-secrets', `${pointer}/logConfiguration/secretOptions/${index}`, text);
    return [];
  });
}
