import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver-types';
import { applyChanges, editBetween } from '../document/change';
import { endOf } from '../document/span';
import type { Finding } from '../lint/finding';
import { toDiagnostic } from './diagnostics';
import { rangeOf, spanOf } from './source';

/** What is wrong with a configuration that is open in the editor. */
export const configurationDiagnostics = (text: TextDocument, problems: readonly Finding[]): Diagnostic[] =>
  problems.map((problem) => toDiagnostic({ text }, problem));

/** What puts right the problems in a range. */
export function configurationFixes(text: TextDocument, problems: readonly Finding[], range: Range): CodeAction[] {
  const asked = spanOf({ text }, range);
  return problems
    .filter(({ span }) => span.offset <= endOf(asked) && asked.offset <= endOf(span))
    .flatMap((problem) =>
      problem.fixes.flatMap(({ title, changes }): CodeAction[] => {
        const edit = editBetween(text.getText(), applyChanges(text.getText(), changes()));
        if (!edit) return [];
        const edits = { [text.uri]: [{ range: rangeOf({ text }, edit), newText: edit.newText }] };
        const diagnostics = [toDiagnostic({ text }, problem)];
        return [{ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: true, edit: { changes: edits } }];
      }),
    );
}
