import type { LintOptions } from '../lint/finding';
import { runnable } from '../lint/runnable';
import type { RunnableResult } from '../protocol';
import type { Source } from './source';

/** The definition as the runner takes it, and what stands in the way of running it. */
export function runnableResult({ checked, text }: Source, options: LintOptions): RunnableResult {
  const { definition, errors, launchType } = runnable(checked, options);
  const first = errors[0];
  return {
    definition,
    errors: errors.length,
    ...(options.severities && { severities: options.severities }),
    ...(launchType && { launchType }),
    ...(first && { firstError: { message: first.message, ...text.positionAt(first.span.offset) } }),
  };
}
