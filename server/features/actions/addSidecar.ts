import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import { touches } from '../../document/span';
import { type ActionProvider, actionOf } from './action';
import { sidecars } from './sidecars';

const kind = CodeActionKind.RefactorRewrite;

/** Adds a container that serves the others. Offered at the list of containers, and in the menu of refactorings. */
export const addSidecar: ActionProvider = {
  kind,
  offer(request): CodeAction[] {
    const { source, span } = request;
    const { task, form, root } = source.document;
    const list = form === 'container-array' ? root : task?.root?.get('containerDefinitions');
    if (!task || list?.type !== 'array' || list.isEmpty || task.os === 'windows') return [];
    const pointsAtList = request.isAsked && touches(list.keySpan, span.offset) && list.property !== undefined;
    if (!pointsAtList && !request.isAskedFor(kind)) return [];
    const pointedAt = task.containers.find(({ node }) => touches(node, span.offset));
    return sidecars.flatMap(({ title, changes }) =>
      actionOf(source, title, kind, changes({ task, list: list.path, pointedAt })),
    );
  },
};
