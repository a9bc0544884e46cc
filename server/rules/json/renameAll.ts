import type { Change } from '../../document/change';
import type { Document } from '../../document/document';
import type { Field } from '../../document/field';
import { type SchemaNode, lookup, taskNode } from '../../schema/lookup';
import type { Fix } from '../define';
import { intentOf } from './intent';

/** Gives every member of a CloudFormation body the spelling of the API, the inner ones first so that paths stay true. */
export const renameAll = ({ root }: Document): Fix | undefined =>
  root && { title: 'Rename all members to the spelling of the API', changes: () => [...renames(root, taskNode)] };

function* renames(field: Field, schema: SchemaNode): Iterable<Change> {
  const isList = field.type === 'array';
  const items = isList ? (field.node.children ?? []).map((_, index) => field.item(index)!) : field.members();
  for (const child of items) {
    const name = child.name ?? '';
    const intent = isList || schema.isMap || schema.members.has(name) ? undefined : intentOf(name, schema);
    const spelled = intent?.kind === 'case' ? intent.member : name;
    const inner = lookup([isList ? 0 : spelled], schema);
    if (inner) yield* renames(child, inner);
    if (!isList && spelled !== name) yield { rename: child.path, to: spelled };
  }
}
