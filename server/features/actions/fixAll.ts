import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Finding, LintOptions } from '../../lint/finding';
import { fixAll } from '../../lint/fix';
import { rules } from '../../rules/index';
import { type ActionProvider, type ActionRequest, actionTo, isAffordable } from './action';
import { findingsTouching } from './quickFixes';

const kind = `${CodeActionKind.SourceFixAll}.ecs`;

/** All safe fixes of a file: for "fix on save" and the command of that name. */
export const fixEverything: ActionProvider = {
  kind,
  offer: (request) =>
    request.lint && request.isAsked && isWholeFileAffordable(request)
      ? fixesOf(request, 'Fix all safe problems', kind, request.lint)
      : [],
};

/** Where a rule has more than one finding that can safely be fixed: all of them at once. */
export const fixAllOfRule: ActionProvider = {
  kind: CodeActionKind.QuickFix,
  offer(request) {
    const { findings, lint } = request;
    if (!lint || !isWholeFileAffordable(request)) return [];
    const rulesHere = new Set(findingsTouching(request).map(({ rule }) => rule));
    return [...rulesHere]
      .filter((rule) => findings.filter((finding) => finding.rule === rule && isSafelyFixable(finding)).length > 1)
      .flatMap((rule) => fixesOf(request, `Fix all: ${rule}`, CodeActionKind.QuickFix, onlyRules([rule], lint)));
  },
};

const isWholeFileAffordable = ({ source, findings }: ActionRequest): boolean =>
  isAffordable(source, findings.filter(isSafelyFixable).length);

/** One action for every safe fix under the options; none when there is nothing to fix. */
const fixesOf = ({ source }: ActionRequest, title: string, actionKind: string, options: LintOptions): CodeAction[] =>
  actionTo(source, title, actionKind, fixAll(source.document.text, source.parse, options).text);

/** Options under which only these rules speak, each as severe as `base` says. */
function onlyRules(ids: readonly string[], base: LintOptions): LintOptions {
  const severities = rules.map(({ id }) => [id, ids.includes(id) ? (base.severities?.[id] ?? 'on') : 'off'] as const);
  return { ...base, severities: Object.fromEntries(severities) };
}

const isSafelyFixable = ({ fixes }: Finding): boolean => fixes.some(({ safe }) => safe);
