import type { TaskDefinition } from '../../../server/index';
import type { RunOptions, TaskPlan } from '../../runner/plan';
import type { Runner } from '../../runner/runner';
import { Failure, exits } from '../failure';

/** Plans a run. What cannot run here, or asks for more of this machine than was agreed to, ends here, in words. */
export async function makePlan(runner: Runner, definition: TaskDefinition, options: RunOptions): Promise<TaskPlan> {
  const plan = await runner.plan(definition, options);
  const { refusals, demands } = plan;
  if (refusals.length > 0) {
    const reasons = refusals.map(
      ({ text, pointer, at, next }) =>
        `- ${text}${at === undefined ? ` (${pointer || 'the whole file'})` : ''}\n  ${next}`,
    );
    throw new Failure(`this task cannot run here:\n${reasons.join('\n')}`, exits.problems);
  }
  if (demands.length > 0) {
    const kinds = [...new Set(demands.map(({ kind }) => kind))];
    throw new Failure(
      `this task asks for more of this machine than containers usually get:\n${demands.map(({ text }) => `- ${text}`).join('\n')}`,
      exits.problems,
      `If you trust the file, add: --allow ${kinds.join(',')}`,
    );
  }
  return plan;
}
