import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import { type Span, endOf } from '../../document/span';
import { moveToSecrets, plaintextCredential } from '../../rules/environment/plaintextCredential';
import { secretsOf, variablesOf } from '../../rules/environment/entries';
import { type ActionProvider, type ActionRequest, actionOf } from './action';

const kind = CodeActionKind.RefactorExtract;

/** Moves environment variables to `secrets`: the one under the cursor, or all that look like credentials. */
export const extractSecrets: ActionProvider = {
  kind,
  offer: (request) => [...extractOne(request), ...extractAll(request)],
};

function extractOne(request: ActionRequest): CodeAction[] {
  const { source, span, findings } = request;
  const { task } = source.document;
  const entry = task && variablesOf(task).find(({ item }) => overlaps(item.span, span));
  if (!entry || entry.known === undefined || entry.item.get('value')?.text === undefined) return [];
  const { container, item, known: name } = entry;
  if (secretsOf(task).some((each) => each.container === container && each.known === name)) return [];
  const isOffered = findings.some(({ rule, span: at }) => rule === plaintextCredential.id && overlaps(item.span, at));
  if (isOffered && !request.isAskedFor(kind)) return []; // the quick fix does the same
  return actionOf(source, `Move "${name}" to secrets`, kind, moveToSecrets(task, container, item, name).changes());
}

function extractAll({ source, span }: ActionRequest): CodeAction[] {
  const { document } = source;
  const lists = document.task?.containers.flatMap((container) => container.get('environment') ?? []) ?? [];
  if (!document.task || !lists.some((list) => overlaps(list.property ?? list.node, span))) return [];
  const fixes = [...plaintextCredential.check(document.task, document)].flatMap(({ fixes = [] }) => fixes.slice(0, 1));
  const changes = together(fixes.flatMap((fix) => fix.changes()));
  const title = `Move all ${fixes.length} credentials to secrets`;
  return fixes.length < 2 ? [] : actionOf(source, title, kind, changes);
}

/** Changes that were worked out on one reading of the text, in an order in which each still finds its place. */
function together(changes: readonly Change[]): Change[] {
  const removals = changes.filter((change) => 'remove' in change).reverse();
  const others = changes.filter((change) => !('remove' in change));
  return [...removals, ...new Map(others.map((change) => [JSON.stringify(change), change])).values()];
}

const overlaps = (a: Span | Field['node'], b: Span): boolean => a.offset <= endOf(b) && b.offset <= endOf(a);
