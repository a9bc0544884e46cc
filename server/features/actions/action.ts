import type { CodeAction, CodeActionContext, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { type Change, applyChanges, editBetween } from '../../document/change';
import type { Span } from '../../document/span';
import type { Finding, LintOptions } from '../../lint/finding';
import { plainText } from '../plainText';
import { type Source, rangeOf } from '../source';

/** What the lightbulb is asked for: a place, and what the editor shows there. */
export interface ActionRequest {
  readonly source: Source;
  readonly range: Range;
  /** `range` in offsets. */
  readonly span: Span;
  readonly context: CodeActionContext;
  /** Undefined when checks are turned off. */
  readonly lint: LintOptions | undefined;
  /** The findings of the file; none when checks are turned off. */
  readonly findings: readonly Finding[];
  /** A person asked, by a menu or a command; otherwise the cursor only moved. */
  readonly isAsked: boolean;
  /** A person asked for this very kind, so that even what concerns the whole file is to the point. */
  readonly isAskedFor: (kind: string) => boolean;
}

/** One sort of thing the lightbulb offers. To add one: a file here, and a line in `index.ts`. */
export interface ActionProvider {
  /** The kind its actions are of, or have as their beginning; the client may ask for some kinds only. */
  readonly kind: string;
  readonly offer: (request: ActionRequest) => readonly CodeAction[];
}

/** An action that carries out the steps; none when they would change nothing, or take too long. */
export function actionOf(source: Source, title: string, kind: string, changes: readonly Change[]): CodeAction[] {
  if (changes.length === 0 || !isAffordable(source, changes.length)) return [];
  return actionTo(source, title, kind, applyChanges(source.document.text, changes));
}

/** An action that makes the text `after`; none when that is what it is. */
export function actionTo(source: Source, title: string, kind: string, after: string): CodeAction[] {
  const edit = editTo(source, after);
  return edit ? [{ title: plainText(title), kind, edit }] : [];
}

/** The one edit that leads to the text; undefined when the text is as it was. */
export function editTo(source: Source, after: string): WorkspaceEdit | undefined {
  const edit = editBetween(source.document.text, after);
  return edit && { changes: { [source.text.uri]: [{ range: rangeOf(source, edit), newText: edit.newText }] } };
}

/**
 * Whether so many changes stay below the second an answer may take: each of them reads the text again. Two million
 * characters are about that second; a file that ECS accepts is far below.
 */
export const isAffordable = ({ document }: Source, changes: number): boolean =>
  document.text.length * changes < 2_000_000;
