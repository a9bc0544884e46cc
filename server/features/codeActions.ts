import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
  type Diagnostic,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-types';
import { applyChanges, editBetween } from '../document/change';
import { endOf } from '../document/span';
import { lint } from '../lint/engine';
import type { Finding, LintOptions } from '../lint/finding';
import { fixAll } from '../lint/fix';
import type { Fix } from '../rules/define';
import { rules } from '../rules/index';
import { toDiagnostic } from './diagnostics';
import { type Source, rangeOf, spanOf } from './source';

/** All safe fixes of a file: for "fix on save" and the command of that name. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.ecs`;

export const codeActionKinds = [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.RefactorRewrite];

/** What is left of the output of `describe-task-definition` after these are put right can be registered again. */
const describeOutputRules = ['wrapped-describe-output', 'describe-only-field', 'null-value'];

/** What the lightbulb offers for a range: fixes of the findings in it, then what concerns the whole file. */
export function codeActions(
  source: Source,
  range: Range,
  context: CodeActionContext,
  options: LintOptions,
): CodeAction[] {
  const only = context.only?.length ? context.only : undefined;
  const wanted = (kind: string) => only?.some((asked) => kind === asked || kind.startsWith(`${asked}.`)) ?? true;
  const movingCursor = !only && context.triggerKind === CodeActionTriggerKind.Automatic;
  const findings = lint(source.document, options);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix))
    actions.push(...quickFixes(source, range, context.diagnostics, findings, options));
  if (wanted(fixAllKind) && !movingCursor) {
    actions.push(...fixesOf(source, 'Fix all safe problems', fixAllKind, options));
  }
  if (wanted(CodeActionKind.RefactorRewrite) && findings.some(({ rule }) => describeOutputRules.includes(rule))) {
    actions.push(
      ...fixesOf(source, 'Clean describe output', CodeActionKind.RefactorRewrite, onlyRules(describeOutputRules)),
    );
  }
  return actions;
}

function quickFixes(
  source: Source,
  range: Range,
  shown: readonly Diagnostic[],
  findings: readonly Finding[],
  options: LintOptions,
): CodeAction[] {
  const asked = spanOf(source, range);
  const here = findings.filter(({ span }) => span.offset <= endOf(asked) && asked.offset <= endOf(span));
  const single = here.flatMap((finding) =>
    finding.fixes.flatMap((fix, index) => quickFix(source, finding, fix, index === 0, shown)),
  );
  const repeated = new Set(here.map(({ rule }) => rule).filter((rule) => safelyFixable(findings, rule) > 1));
  const ofKind = [...repeated].flatMap((rule) =>
    fixesOf(source, `Fix all: ${rule}`, CodeActionKind.QuickFix, onlyRules([rule], options)),
  );
  return [...single, ...ofKind];
}

function quickFix(
  source: Source,
  finding: Finding,
  fix: Fix,
  isBest: boolean,
  shown: readonly Diagnostic[],
): CodeAction[] {
  const edit = editTo(source, applyChanges(source.document.text, fix.changes()));
  if (!edit) return [];
  const own = toDiagnostic(source, finding);
  const diagnostics = shown.filter(({ code, range }) => code === own.code && sameRange(range, own.range));
  return [
    {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnostics.length > 0 ? diagnostics : [own],
      edit,
      ...(isBest && { isPreferred: true }),
    },
  ];
}

/** One action for every safe fix under the options; none when there is nothing to fix. */
function fixesOf(source: Source, title: string, kind: string, options: LintOptions): CodeAction[] {
  const edit = editTo(source, fixAll(source.document.text, source.parse, options).text);
  return edit ? [{ title, kind, edit }] : [];
}

/** The one edit that leads to the text; undefined when the text is as it was. */
function editTo(source: Source, after: string): WorkspaceEdit | undefined {
  const edit = editBetween(source.document.text, after);
  return edit && { changes: { [source.text.uri]: [{ range: rangeOf(source, edit), newText: edit.newText }] } };
}

/** Options under which only these rules speak, each as severe as `base` says. */
function onlyRules(ids: readonly string[], base: LintOptions = {}): LintOptions {
  const severities = rules.map(
    ({ id, severity }) => [id, ids.includes(id) ? (base.severities?.[id] ?? severity) : 'off'] as const,
  );
  return { severities: Object.fromEntries(severities) };
}

const safelyFixable = (findings: readonly Finding[], id: string): number =>
  findings.filter(({ rule, fixes }) => rule === id && fixes.some(({ safe }) => safe)).length;

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
