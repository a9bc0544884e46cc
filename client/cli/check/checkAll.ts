import type { Cli } from '../cli';
import type { Checked } from './checkText';
import { type CheckSettings, Checker, isFile, isUnreadable } from './checker';
import type { Inputs } from './inputs';
import type { CheckArguments } from './options';
import type { Outcome, Unreadable } from './outcome';
import { checkOnThreads, threadsFor } from './threads';

/** Checks all that was found, on several threads when that is faster. With `--fix`, standard input comes out fixed. */
export async function checkAll(
  { inputs, unreadable }: Inputs,
  settings: CheckSettings,
  { stdinFilename, threads }: Pick<CheckArguments, 'stdinFilename' | 'threads'>,
  { terminal, script }: Pick<Cli, 'terminal' | 'script'>,
): Promise<Outcome> {
  const files = inputs.filter(isFile);
  const checked = await checkOnThreads(files, settings, {
    script,
    threads: threads ?? threadsFor(files.length),
  });
  const results = [...checked.results];
  const problems = [...checked.problems];
  const stdin = inputs.findIndex((input) => !isFile(input));
  if (stdin >= 0) {
    const checker = new Checker(settings);
    results.splice(stdin, 0, await checkStdin(checker, inputs[stdin]!.path, stdinFilename === undefined));
    const known = new Set(problems.map(({ path }) => path));
    problems.push(...checker.project.problems().filter(({ path }) => !known.has(path)));
  }
  return {
    files: [...problems, ...results.filter((result): result is Checked => !isUnreadable(result))],
    unreadable: [...unreadable, ...results.filter(isUnreadable)],
  };

  async function checkStdin(checker: Checker, path: string, offered: boolean): Promise<Checked | Unreadable> {
    const result = await checker.checkStdin(await terminal.readStdin(), path, offered);
    if (settings.fix && !isUnreadable(result)) terminal.out(result.text);
    return result;
  }
}
