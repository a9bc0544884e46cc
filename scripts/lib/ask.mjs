import { createInterface } from 'node:readline/promises';

/** True when somebody sits at the terminal who can answer. */
export const canAsk = () => Boolean(process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);

/** Asks a yes-or-no question; only `y` and `yes` are a yes. */
export async function ask(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
