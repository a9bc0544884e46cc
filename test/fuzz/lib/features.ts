import assert from 'node:assert/strict';
import { CodeActionTriggerKind, type Position, type Range } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions';
import { codeLenses } from '../../../server/features/codeLens';
import { completion } from '../../../server/features/completion/completion';
import { definition } from '../../../server/features/definition';
import { diagnostics } from '../../../server/features/diagnostics';
import { documentLinks } from '../../../server/features/documentLinks';
import { foldingRanges } from '../../../server/features/folding';
import { formatting } from '../../../server/features/formatting';
import { highlights } from '../../../server/features/highlights';
import { hover } from '../../../server/features/hover';
import { inlayHints } from '../../../server/features/inlayHints';
import { references } from '../../../server/features/references';
import { prepareRename, rename } from '../../../server/features/rename';
import { selectionRanges } from '../../../server/features/selectionRanges';
import type { Source } from '../../../server/features/source';
import { documentSymbols } from '../../../server/features/symbols';
import type { LintOptions } from '../../../server/lint/finding';

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

type Feature = (source: Source, position: Position, options: LintOptions) => unknown;

/** Everything an editor asks about a place. */
export const atPlace: Readonly<Record<string, Feature>> = {
  completion: (source, position) => completion(source, position, { snippets: true }),
  hover: (source, position, options) => hover(source, position, options),
  definition: (source, position) => definition(source, position),
  references: (source, position) => references(source, position, { includeDeclaration: true }),
  highlights: (source, position) => highlights(source, position),
  prepareRename: (source, position) => prepareRename(source, position),
  rename: (source, position) => rename(source, position, 'renamed'),
  selectionRanges: (source, position) => selectionRanges(source, [position]),
  codeActions: (source, position, options) =>
    codeActions(
      source,
      { start: position, end: position },
      { diagnostics: [], triggerKind: CodeActionTriggerKind.Automatic },
      options,
    ),
};

/** Everything an editor asks about a whole document. */
export const aboutDocument: Readonly<Record<string, Feature>> = {
  diagnostics: (source, _position, options) => diagnostics(source, options),
  documentSymbols: (source) => documentSymbols(source),
  documentLinks: (source) => documentLinks(source),
  foldingRanges: (source) => foldingRanges(source),
  inlayHints: (source) => inlayHints(source, everything),
  codeLenses: (source, _position, options) => codeLenses(source, options),
  formatting: (source) => formatting(source, { tabSize: 2, insertSpaces: true }),
};

const isPosition = (value: object): value is Position => 'line' in value && 'character' in value;
const isRange = (value: object): value is Range => 'start' in value && 'end' in value;

/** Fails when a position anywhere in an answer is none of the document, or a range ends before it begins. */
export function assertInside({ text }: Source, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  if (isPosition(answer)) {
    assert.deepEqual(text.positionAt(text.offsetAt(answer)), { line: answer.line, character: answer.character });
    return;
  }
  if (isRange(answer)) assert.ok(text.offsetAt(answer.start) <= text.offsetAt(answer.end), JSON.stringify(answer));
  if ('startLine' in answer && 'endLine' in answer)
    assert.ok(
      Number(answer.startLine) >= 0 && Number(answer.endLine) < text.lineCount && answer.startLine! < answer.endLine!,
    );
  for (const part of Object.values(answer)) assertInside({ text } as Source, part);
}
