import { parseTree, type ParseError } from 'jsonc-parser';
import { syntaxMessage, syntaxProblems } from '../../../server/index';
import { localFile, type LocalFile } from './file';
import type { Fault } from './shape';

export interface LocalText {
  readonly file: LocalFile;
  readonly faults: readonly Fault[];
}

/** The text of an `ecs.local.json`, comments and commas at the end allowed. What is faulty is left out of `file`. */
export function readLocalText(text: string): LocalText {
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [problem] = syntaxProblems(errors, text);
  if (problem || !tree) {
    const what = syntaxMessage(problem ?? { code: 'Empty', offset: 0, length: 0 }, text);
    const broken = { offset: problem?.offset ?? 0, text: `is not JSON. ${what}.`, next: 'Correct it there.' };
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
