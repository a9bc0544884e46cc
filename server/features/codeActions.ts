import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
  type Range,
} from 'vscode-languageserver-types';
import type { Document } from '../document/document';
import { endOf } from '../document/span';
import type { LintOptions } from '../lint/finding';
import type { ActionRequest } from './actions/action';
import { actionProviders } from './actions/index';
import { findingsOf } from './findings';
import { type Source, spanOf } from './source';

export const codeActionKinds: readonly string[] = [...new Set(actionProviders.map(({ kind }) => kind))];

/** What the lightbulb offers for a range. Without lint options, checks are turned off and only refactorings are left. */
export function codeActions(
  source: Source,
  range: Range,
  context: CodeActionContext,
  lint: LintOptions | undefined,
): CodeAction[] {
  const only = context.only?.length ? context.only : undefined;
  const asksFor = (kind: string) => (asked: string) => kind === asked || kind.startsWith(`${asked}.`);
  let findings: ActionRequest['findings'] | undefined;
  const request: ActionRequest = {
    source,
    range,
    span: spanOf(source, range),
    context,
    lint,
    get findings() {
      return (findings ??= lint ? findingsOf(source.checked, lint) : []);
    },
    isAsked: only !== undefined || context.triggerKind !== CodeActionTriggerKind.Automatic,
    isAskedFor: (kind) => only?.some(asksFor(kind)) ?? false,
  };
  const mayMove = !source.document.isTorn || isUnfinished(source.document);
  return actionProviders
    .filter(({ kind }) => mayMove || !kind.startsWith(CodeActionKind.Refactor))
    .filter(({ kind }) => only?.some(asksFor(kind)) ?? true)
    .flatMap((provider) => provider.offer(request));
}

/**
 * Whether brackets do not pair up only because the text ends too early, as while its end is typed. Otherwise nobody knows
 * what stands in what, and a refactoring would move what belongs elsewhere; mistakes can be mended all the same.
 */
function isUnfinished({ problems, text }: Document): boolean {
  const tear = problems.at(-1);
  return tear !== undefined && tear.code !== 'CommaExpected' && text.slice(endOf(tear)).trim() === '';
}
