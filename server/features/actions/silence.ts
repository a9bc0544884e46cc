import { type CodeAction, CodeActionKind, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { applyChanges, editBetween } from '../../document/change';
import { lineAt, suppressionsIn } from '../../document/suppressions';
import { endOf } from '../../document/span';
import type { Finding } from '../../lint/finding';
import { toDiagnostic } from '../diagnostics';
import { type ProjectFile, type Source, rangeOf } from '../source';
import { type ActionProvider, type ActionRequest, isAffordable } from './action';
import { findingsTouching } from './quickFixes';

/** Text that is no JSON stays wrong whatever is turned off, and these are about turning off. */
const isOffered = ({ rule }: Finding): boolean => rule !== 'json-syntax' && !rule.startsWith('suppression-');

/** Turns a rule off: by a comment where comments are allowed, and in the project's configuration. */
export const silence: ActionProvider = {
  kind: CodeActionKind.QuickFix,
  offer(request) {
    const { source } = request;
    const findings = firstOfEachRule(findingsTouching(request).filter(isOffered));
    if (!isAffordable(source, findings.length)) return [];
    return [
      ...(source.checked.comments ? findings.map((finding) => onThisLine(request, finding)) : []),
      ...findings.flatMap((finding) => inProject(request, finding)),
    ];
  },
};

const firstOfEachRule = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ rule }, index) => findings.findIndex((other) => other.rule === rule) === index);

function onThisLine(request: ActionRequest, finding: Finding): CodeAction {
  const { source } = request;
  const edit: WorkspaceEdit = { changes: { [source.text.uri]: [commentFor(source, finding)] } };
  return action(request, finding, `Disable ${finding.rule} for this line`, edit);
}

/** A comment above the line, or one more rule in the comment that stands there. */
function commentFor({ checked, text }: Source, { rule, span }: Finding): TextEdit {
  const line = lineAt(checked.text, span.offset);
  const last = suppressionsIn(checked)
    .find((suppression) => suppression.line.offset === line.offset && suppression.offset < line.offset)
    ?.rules.at(-1);
  if (last) {
    const end = text.positionAt(endOf(last));
    return { range: { start: end, end }, newText: `, ${rule}` };
  }
  const start = text.positionAt(line.offset);
  const indentation = /^[ \t]*/.exec(checked.text.slice(line.offset, endOf(line)))![0];
  const ending = /\r\n|\r|\n/.exec(checked.text)?.[0] ?? '\n';
  return {
    range: { start, end: start },
    newText: `${indentation}// taskdef-disable-next-line ${rule}${ending}`,
  };
}

function inProject(request: ActionRequest, finding: Finding): CodeAction[] {
  const { project } = request.source;
  const edit = project && editOf(project, finding.rule);
  if (!edit) return [];
  const name = project.uri.slice(project.uri.lastIndexOf('/') + 1);
  return [action(request, finding, `Turn ${finding.rule} off in ${name}`, edit)];
}

/** Sets the rule to `off`; a configuration that is not there yet is made. Comments and formatting stay. */
function editOf({ uri, text }: ProjectFile, rule: string): WorkspaceEdit | undefined {
  if (text === undefined) {
    const start = { line: 0, character: 0 };
    const newText = `${JSON.stringify({ rules: { [rule]: 'off' } }, undefined, 2)}\n`;
    return {
      documentChanges: [
        { kind: 'create', uri, options: { ignoreIfExists: true } },
        { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
      ],
    };
  }
  const edit = editBetween(text, applyChanges(text, [{ set: ['rules', rule], to: 'off' }]));
  if (!edit) return undefined;
  const range = rangeOf({ text: TextDocument.create(uri, 'jsonc', 0, text) }, edit);
  return { changes: { [uri]: [{ range, newText: edit.newText }] } };
}

function action({ source, context }: ActionRequest, finding: Finding, title: string, edit: WorkspaceEdit): CodeAction {
  const own = toDiagnostic(source, finding);
  const shown = context.diagnostics.filter(
    ({ code, range }) => code === own.code && JSON.stringify(range) === JSON.stringify(own.range),
  );
  return { title, kind: CodeActionKind.QuickFix, diagnostics: shown.length > 0 ? shown : [own], edit };
}
