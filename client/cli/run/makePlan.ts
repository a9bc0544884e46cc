import type { TaskDefinition } from '../../../server/index';
import type { Demand } from '../../runner/notice';
import type { RunOptions, TaskPlan } from '../../runner/plan';
import type { Runner } from '../../runner/runner';
import { Failure, exits } from '../failure';
import type { Ask } from '../terminal';

/** Whether a task may have this of the machine. */
export type Agree = (demands: readonly Demand[]) => Promise<boolean>;

/** Asks a person, once for each thing. */
export function askOnce(ask: Ask): Agree {
  const agreed = new Set<string>();
  return async (demands) => {
    const texts = demands.map(({ text }) => text).filter((text) => !agreed.has(text));
    if (texts.length === 0) return true;
    const answer = await ask(
      `${wantsMore}\n${texts.map((text) => `- ${text}`).join('\n')}\nRun it all the same? [y/N] `,
    );
    const isAgreed = /^y(es)?$/i.test(answer.trim());
    if (isAgreed) texts.forEach((text) => agreed.add(text));
    return isAgreed;
  };
}

const wantsMore = 'this task asks for more of this machine than containers usually get:';

/** Plans a run. What cannot run here, or asks for more of this machine than was agreed to, ends here, in words. */
export async function makePlan(
  runner: Runner,
  definition: TaskDefinition,
  options: RunOptions,
  agree: Agree = async () => false,
): Promise<TaskPlan> {
  const plan = await runner.plan(definition, options);
  const { refusals, demands } = plan;
  if (refusals.length > 0) {
    const reasons = refusals.map(
      ({ text, pointer, at, next }) =>
        `- ${text}${at === undefined ? ` (${pointer || 'the whole file'})` : ''}\n  ${next}`,
    );
    throw new Failure(`this task cannot run here:\n${reasons.join('\n')}`, exits.problems);
  }
  if (demands.length === 0) return plan;
  const kinds = [...new Set(demands.map(({ kind }) => kind))];
  if (await agree(demands)) return runner.plan(definition, { ...options, allow: [...(options.allow ?? []), ...kinds] });
  throw new Failure(
    `${wantsMore}\n${demands.map(({ text }) => `- ${text}`).join('\n')}`,
    exits.problems,
    `If you trust the file, add: --allow ${kinds.join(',')}`,
  );
}
