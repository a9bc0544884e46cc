import type { RunObserver } from '../../runner/runner';

/** Asks a person whether a taken port may be replaced by a free one. No answer is none that agrees. */
export const askForPort =
  (ask: (question: string) => Promise<string>): NonNullable<RunObserver['portTaken']> =>
  async ({ container, hostPort }, holder, free) => {
    const by = holder === undefined ? '' : ` by ${holder}`;
    const question = `Port ${hostPort} for ${container} is taken${by}. Publish it on ${free} instead? [Y/n] `;
    const answer = await ask(question).catch(() => 'no');
    return /^(y|yes|)$/i.test(answer.trim()) ? free : undefined;
  };
