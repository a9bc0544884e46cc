import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TaskDefinition, parseDocument, runnable } from '../../../server/index';
import { whyUnreadable } from '../check/inputs';
import { Lines } from '../check/lines';
import { Failure, exits } from '../failure';
import { count, printable } from '../text';

const shownErrors = 3;

/** Reads a file to run. A file with errors is not run: the first ones are told. */
export async function readTaskFile(file: string, shown: string): Promise<TaskDefinition> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Failure(`${printable(shown)}: ${whyUnreadable(error)}`);
  });
  const { definition, errors } = runnable(parseDocument(text, { path: file }));
  if (errors.length > 0) {
    const lines = new Lines(text);
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
      `See all of them with: taskdef check ${shown}`,
    );
  }
  if (definition) return definition;
  throw new Failure(
    `${printable(shown)} holds no whole task definition.`,
    exits.misuse,
    'Name a file with "family" and "containerDefinitions".',
  );
}

/** The folder whose tasks belong together: the checkout around the file, or else the file's own folder. */
export function workspaceOf(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return path.dirname(file);
  }
}
