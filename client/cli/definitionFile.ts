import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Document, type ParseOptions, parseDocument } from '../../server/index';
import { whyUnreadable } from './check/inputs';
import { Failure, exits } from './failure';
import type { Terminal } from './terminal';
import { printable } from './text';

/** One task definition that a command is about, read once. */
export interface DefinitionFile {
  /** As the person named it; `-` for standard input. */
  readonly shown: string;
  /** Undefined for standard input. */
  readonly file: string | undefined;
  readonly document: Document;
  /** How `document` was read, for reading it again after a change. */
  readonly parse: ParseOptions;
}

/** Reads the file, or standard input for `-`. Fails with a sentence when it cannot be read or is no task definition. */
export async function readDefinition(shown: string, terminal: Terminal): Promise<DefinitionFile> {
  const file = shown === '-' ? undefined : path.resolve(terminal.cwd, shown);
  const bytes = await (file === undefined ? terminal.readStdin() : readFile(file)).catch((error: unknown) => {
    throw new Failure(`${printable(shown)}: ${whyUnreadable(error)}`);
  });
  const parse = { path: shown };
  const document = parseDocument(new TextDecoder().decode(bytes), parse);
  if (document.form === 'other') {
    throw new Failure(
      `${printable(shown)} is not a task definition.`,
      exits.misuse,
      'Name a file with "family" and "containerDefinitions".',
    );
  }
  return { shown, file, document, parse };
}
