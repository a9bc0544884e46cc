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
import { cleanDescribeOutput, isDescribeOutput } from '../document/describeOutput';
import { endOf } from '../document/span';
import type { Finding, LintOptions } from '../lint/finding';
import { fixAll } from '../lint/fix';
import type { Fix } from '../rules/define';
import { rules } from '../rules/index';
import { toDiagnostic } from './diagnostics';
import { findingsOf } from './findings';
import { type Source, rangeOf, spanOf } from './source';

/** All safe fixes of a file: for "fix on save" and the command of that name. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.ecs`;

export const codeActionKinds = [CodeActionKind.QuickFix, fixAllKind, CodeActionKind.RefactorRewrite];

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
  const findings = findingsOf(source.document, options);
  const wholeFile = isAffordable(source, findings.filter(isSafelyFixable).length);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) actions.push(...quickFixes(source, range, context.diagnostics, findings));
  if (wanted(CodeActionKind.QuickFix) && wholeFile) actions.push(...fixesOfKind(source, range, findings, options));
  if (wanted(fixAllKind) && !movingCursor && wholeFile) {
    actions.push(...fixesOf(source, 'Fix all safe problems', fixAllKind, options));
  }
  if (wanted(CodeActionKind.RefactorRewrite)) actions.push(...cleaning(source));
  return actions;
}

/** Turns the output of `describe-task-definition` into what can be registered again. */
function cleaning(source: Source): CodeAction[] {
  if (!isDescribeOutput(source.document)) return [];
  const changes = cleanDescribeOutput(source.document);
  if (!isAffordable(source, changes.length)) return [];
  const edit = editTo(source, applyChanges(source.document.text, changes));
  return edit ? [{ title: 'Clean describe output', kind: CodeActionKind.RefactorRewrite, edit }] : [];
}

function quickFixes(
  source: Source,
  range: Range,
  shown: readonly Diagnostic[],
  findings: readonly Finding[],
): CodeAction[] {
  let changesSoFar = 0;
  const actions: CodeAction[] = [];
  for (const finding of touching(source, range, findings)) {
    for (const fix of finding.fixes) {
      if (!isAffordable(source, ++changesSoFar)) return actions;
      const changes = fix.changes();
      if (!isAffordable(source, changesSoFar + changes.length)) continue;
      changesSoFar += changes.length - 1;
      const edit = editTo(source, applyChanges(source.document.text, changes));
      if (edit) actions.push(quickFix(source, finding, fix, edit, shown));
    }
  }
  return actions;
}

/** Where a rule has more than one finding that can safely be fixed: all of them at once. */
function fixesOfKind(source: Source, range: Range, findings: readonly Finding[], options: LintOptions): CodeAction[] {
  const rulesHere = new Set(touching(source, range, findings).map(({ rule }) => rule));
  return [...rulesHere]
    .filter((rule) => findings.filter((finding) => finding.rule === rule && isSafelyFixable(finding)).length > 1)
    .flatMap((rule) => fixesOf(source, `Fix all: ${rule}`, CodeActionKind.QuickFix, onlyRules([rule], options)));
}

function touching(source: Source, range: Range, findings: readonly Finding[]): Finding[] {
  const asked = spanOf(source, range);
  return findings.filter(({ span }) => span.offset <= endOf(asked) && asked.offset <= endOf(span));
}

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
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnostics.length > 0 ? diagnostics : [own],
    edit,
    ...(fix === finding.fixes[0] && { isPreferred: true }),
  };
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

/**
 * Whether so many changes stay below the second an answer may take: each of them reads the text again. Two million
 * characters are about that second; a file that ECS accepts is far below.
 */
const isAffordable = ({ document }: Source, changes: number): boolean => document.text.length * changes < 2_000_000;

const isSafelyFixable = ({ fixes }: Finding): boolean => fixes.some(({ safe }) => safe);

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
