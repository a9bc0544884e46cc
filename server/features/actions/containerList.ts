import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { indentAt } from '../../document/print';
import { touches } from '../../document/span';
import { rootIsContainerArray } from '../../rules/json/rootForm';
import { type ActionProvider, type ActionRequest, actionOf } from './action';

const kind = CodeActionKind.RefactorRewrite;

/** Between a whole task definition and the bare list of containers that Terraform and other tools take. */
export const containerList: ActionProvider = { kind, offer: (request) => [...wrap(request), ...unwrap(request)] };

/** What the quick fix of the rule does, for those who turned that off, and for the menu of refactorings. */
function wrap({ source, findings, isAskedFor }: ActionRequest): CodeAction[] {
  if (!isAskedFor(kind) && findings.some(({ rule }) => rule === rootIsContainerArray.id)) return [];
  return [...rootIsContainerArray.checkText(source.document)]
    .flatMap(({ fixes = [] }) => fixes)
    .flatMap((fix) => actionOf(source, fix.title, kind, fix.changes()));
}

/** Takes all but the containers away, so only where a person asks, or points at the list. */
function unwrap(request: ActionRequest): CodeAction[] {
  const { source, span } = request;
  const { root, task, text, form } = source.document;
  const list = form === 'task-definition' ? task?.root?.get('containerDefinitions') : undefined;
  if (!root || list?.type !== 'array' || list.isEmpty) return [];
  if (!request.isAskedFor(kind) && !(request.isAsked && touches(list.keySpan, span.offset))) return [];
  const indent = indentAt(text, list.node.offset);
  const lines = text.slice(list.node.offset, list.node.offset + list.node.length).split('\n');
  const outdented = lines.map((line, index) =>
    index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line,
  );
  return actionOf(source, 'Reduce to the list of containers', kind, [
    { replace: root.span, with: outdented.join('\n') },
  ]);
}
