import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, type FileOptions, type ParseOptions, parseDocument } from '../../server/index';
import { ProjectConfiguration } from './check/configuration';
import { whyUnreadable } from './check/whyUnreadable';
import { type ConfigurationFlags, choiceOf } from './configurationFlags';
import { NotText, decode } from './decode';
import { Failure, exits } from './failure';
import type { Terminal } from './terminal';
import { argument, printable } from './text';

/** One task definition that a command is about, read once. */
export interface DefinitionFile {
  /** As the person named it; `-` for standard input. */
  readonly shown: string;
  /** Undefined for standard input. */
  readonly file: string | undefined;
  readonly document: Document;
  /** How `document` was read, for reading it again after a change. */
  readonly parse: ParseOptions;
  /** How it is checked. */
  readonly lint: FileOptions['lint'];
}

/**
 * Reads the file, or standard input for `-`, as its configuration says. Fails with a sentence when it cannot be read or
 * is no task definition.
 */
export async function readDefinition(
  shown: string,
  terminal: Terminal,
  flags: ConfigurationFlags,
): Promise<DefinitionFile> {
  const project = new ProjectConfiguration(terminal.cwd, {}, await choiceOf(terminal.cwd, flags));
  const file = shown === '-' ? undefined : path.resolve(terminal.cwd, shown);
  const text = await readText(shown, file, terminal);
  const under = await project.optionsFor(shown);
  for (const { path: configuration } of project.problems())
    terminal.err(`${printable(configuration)} has mistakes. See: taskdef check ${argument(shown)}\n`);
  const parse = { ...under.parse, path: shown };
  const document = parseDocument(text, parse);
  if (document.form === 'other') {
    const name = file === undefined ? 'standard input' : printable(shown);
    throw new Failure(
      text.trim() === '' ? `${name} is empty.` : `${printable(shown)} is not a task definition.`,
      exits.misuse,
      'Name a file with "family" and "containerDefinitions".',
    );
  }
  return { shown, file, document, parse, lint: under.lint };
}

/** Without the mark of byte order, which is for `check` to speak of. */
async function readText(shown: string, file: string | undefined, terminal: Terminal): Promise<string> {
  try {
    return decode(await (file === undefined ? terminal.readStdin() : readFile(file))).replace(/^\ufeff/, '');
  } catch (error) {
    throw new Failure(`${printable(shown)}: ${error instanceof NotText ? error.message : whyUnreadable(error)}`);
  }
}
