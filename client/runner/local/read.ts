import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { localFile, type LocalFile } from './file';
import type { Fault } from './shape';

export interface LocalText {
  readonly file: LocalFile;
  readonly faults: readonly Fault[];
}

/** The text of an `ecs.local.json`, comments and commas at the end allowed. What is faulty is left out of `file`. */
export function readLocalText(text: string): LocalText {
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error || !tree) {
    const what = error ? inWords(printParseErrorCode(error.error)) : 'it is empty';
    const broken = { offset: error?.offset ?? 0, text: `is not JSON: ${what}.`, next: 'Correct it there.' };
    return { file: {}, faults: [broken] };
  }
  const faults: Fault[] = [];
  return { file: localFile.read(tree, faults) ?? {}, faults };
}

/** `3:14`, counted from one, as editors and terminals do. */
export function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

/** `CloseBraceExpected`: close brace expected. */
const inWords = (code: string): string => code.replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
