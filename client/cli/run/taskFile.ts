import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TaskDefinition, runnable } from '../../../server/index';
import type { RunOptions } from '../../runner/plan';
import { whyUnreadable } from '../check/whyUnreadable';
import { Lines } from '../check/lines';
import type { ConfigurationFlags } from '../configurationFlags';
import { readDefinition } from '../definitionFile';
import { Failure, exits } from '../failure';
import type { Terminal } from '../terminal';
import { argument, count, printable } from '../text';

const shownErrors = 3;

/** What is run, and how rules are set for its file. */
export interface TaskFile {
  readonly definition: TaskDefinition;
  readonly severities: RunOptions['severities'];
  readonly launchType: RunOptions['launchType'];
}

/** Reads a file to run, or standard input for `-`, as its configuration says. One with errors is not run: the first ones are told. */
export async function readTaskFile(shown: string, terminal: Terminal, flags: ConfigurationFlags): Promise<TaskFile> {
  const { document, lint } = await readDefinition(shown, terminal, flags);
  const { definition, errors, launchType } = runnable(document, lint);
  if (errors.length > 0) {
    const lines = new Lines(document.text);
    const first = errors.slice(0, shownErrors).map(({ span, message, rule }) => {
      const { line, character } = lines.positionAt(span.offset);
      return `${printable(shown)}:${line + 1}:${character + 1}: error: ${printable(message)} (${rule})`;
    });
    const more = errors.length > shownErrors ? [`… and ${errors.length - shownErrors} more.`] : [];
    throw new Failure(
      [`a file with errors is not run, and this one has ${count(errors.length, 'error')}:`, ...first, ...more].join(
        '\n',
      ),
      exits.problems,
      `See all of them with: taskdef check ${argument(shown)}`,
    );
  }
  if (definition) return { definition, severities: lint.severities, launchType };
  throw new Failure(
    `${printable(shown)} holds no whole task definition.`,
    exits.misuse,
    'Name a file with "family" and "containerDefinitions".',
  );
}

/** The file that `--local` names must be there: that is about the command line, its mistakes are about the run. */
export async function requireLocal(file: RunOptions['local']): Promise<void> {
  if (typeof file !== 'string') return;
  await readFile(file).catch((error: unknown) => {
    throw new Failure(
      `--local ${printable(file)}: ${whyUnreadable(error)}`,
      exits.misuse,
      'Correct its path, or run without it.',
    );
  });
}

/** The folder whose tasks belong together: the checkout around a definition's own, or else that. */
export function workspaceOf(own: string): string {
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return own;
  }
}
