import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Field } from '../../document/field';
import { consoleOrder } from '../../model/consoleOrder';
import { lookupIn } from '../../schema/lookup';
import type { Source } from '../source';
import { type ActionProvider, actionTo } from './action';
import { reorder } from './reorder';

const kind = `${CodeActionKind.Source}.sortMembers.ecs`;

/** Sorts the members of every object as the console does; comments move with the member they belong to. */
export const sortMembers: ActionProvider = {
  kind,
  offer({ source, isAsked }): CodeAction[] {
    const { root, task, problems, gaps, text } = source.document;
    const isReadable = problems.every(({ code }) => code === 'InvalidCommentToken') && gaps.length === 0;
    if (!isAsked || !root || !task || !isReadable) return [];
    const after = reorder(text, root, (field) => orderIn(source, field));
    return actionTo(source, "Sort members in the console's order", kind, after);
  },
};

/** The rank of a member's name in an object; undefined where the order is free. */
function orderIn({ document }: Source, field: Field): ((name: string) => number) | undefined {
  const node = lookupIn(document, field.path);
  if (!node || node.isMap || node.members.size === 0) return undefined;
  const names = consoleOrder[node.shape ?? ''] ?? [...node.members.keys()];
  return (name) => {
    const rank = names.indexOf(name);
    return rank < 0 ? names.length : rank;
  };
}
