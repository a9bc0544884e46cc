import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRegion } from '../../../server/index';
import { checkText } from '../check/checkText';
import { whyUnreadable } from '../check/whyUnreadable';
import { Failure, exits } from '../failure';
import type { Terminal } from '../terminal';
import { argument, printable } from '../text';
import { type Given, settle } from './questions';
import { starter } from './starter';

export interface InitArguments extends Given {
  /** Ask nothing. */
  readonly yes?: boolean;
  /** Replace a file that is there. */
  readonly force?: boolean;
}

/** Writes a starter definition into a file, or to standard output for `-`. Never replaces a file unasked. */
export async function init(shown: string, options: InitArguments, terminal: Terminal): Promise<number> {
  const file = shown === '-' ? undefined : path.resolve(terminal.cwd, shown);
  if (file !== undefined && !options.force && existsSync(file)) throw alreadyThere(shown);
  const answers = await settle(options, options.yes ? undefined : terminal.ask, presetsOf(terminal));
  const text = `${JSON.stringify(starter(answers), undefined, 2)}\n`;
  if (file === undefined) {
    terminal.out(text);
    return exits.ok;
  }
  write(file, shown, text, options.force === true ? 'w' : 'wx');
  terminal.err(`Written: ${printable(shown)}\n${adviceFor(text, shown)}`);
  return exits.ok;
}

function presetsOf({ cwd, env }: Terminal) {
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? '';
  const family = path
    .basename(cwd)
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 255);
  return { family: family || 'app', region: isRegion(region) ? region : 'us-east-1' };
}

function write(file: string, shown: string, text: string, flag: 'w' | 'wx'): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    if (flag === 'wx' && existsSync(file)) throw alreadyThere(shown);
    writeFileSync(file, text, { flag });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${printable(shown)}: ${whyUnreadable(error)}`);
  }
}

const alreadyThere = (shown: string): Failure =>
  new Failure(
    `${printable(shown)} is there already, and was left as it is.`,
    exits.misuse,
    'Name another file, or to replace it add: --force',
  );

/** What to do next, and what the answers bring with them. */
function adviceFor(text: string, shown: string): string {
  const { reports } = checkText(text, shown);
  const problems = reports.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return [
    ...problems.map(({ severity, message }) => `${severity}: ${printable(message)}\n`),
    `Next: taskdef check ${argument(shown)} --hints, or run it here with: taskdef run ${argument(shown)}\n`,
  ].join('');
}
