import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { applyChanges } from '../../document/change';
import { endOf } from '../../document/span';
import type { Finding } from '../../lint/finding';
import type { Fix } from '../../rules/define';
import { toDiagnostic } from '../diagnostics';
import { plainText } from '../plainText';
import type { Source } from '../source';
import { type ActionProvider, type ActionRequest, editTo, isAffordable } from './action';

/** Fixes of the findings in the range. */
export const quickFixes: ActionProvider = {
  kind: CodeActionKind.QuickFix,
  offer(request) {
    const { source, context } = request;
    let changesSoFar = 0;
    const actions: CodeAction[] = [];
    for (const finding of findingsTouching(request)) {
      for (const fix of finding.fixes) {
        if (!isAffordable(source, ++changesSoFar)) return actions;
        const changes = fix.changes();
        if (!isAffordable(source, changesSoFar + changes.length)) continue;
        changesSoFar += changes.length - 1;
        const edit = editTo(source, applyChanges(source.document.text, changes));
        if (edit) actions.push(quickFix(source, finding, fix, edit, context.diagnostics));
      }
    }
    return actions;
  },
};

/** The findings under the cursor or in the selection. */
export const findingsTouching = ({ findings, span: asked }: ActionRequest): Finding[] =>
  findings.filter(({ span }) => span.offset <= endOf(asked) && asked.offset <= endOf(span));

function quickFix(
  source: Source,
  finding: Finding,
  fix: Fix,
  edit: WorkspaceEdit,
  shown: readonly Diagnostic[],
): CodeAction {
  const own = toDiagnostic(source, finding);
  const diagnostics = shown.filter(({ code, range }) => code === own.code && sameRange(range, own.range));
  return {
    title: plainText(fix.title),
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnostics.length > 0 ? diagnostics : [own],
    edit,
    ...(fix === finding.fixes[0] && { isPreferred: true }),
  };
}

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
