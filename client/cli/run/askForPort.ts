import type { RunObserver } from '../../runner/runner';
import type { Ask } from '../terminal';

/** Asks a person whether a taken port may be replaced by a free one. No answer, or the end of the run, is a no. */
export const askForPort =
  (ask: Ask, ending: AbortSignal): NonNullable<RunObserver['portTaken']> =>
  async ({ container, hostPort }, holder, free) => {
    const by = holder === undefined ? '' : ` by ${holder}`;
    const question = `Port ${hostPort} for ${container} is taken${by}. Publish it on ${free} instead? [Y/n] `;
    const answer = await ask(question, ending).catch(() => 'no');
    return /^(y|yes|)$/i.test(answer.trim()) ? free : undefined;
  };
