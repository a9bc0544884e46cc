import { CompletionItemKind } from 'vscode-languageserver-types';
import type { SchemaNode } from '../../../schema/lookup';
import type { Block } from './block';
import { blocksFor } from './table';
import { mountedFileSystem } from './mounted';
import type { Place } from '../place';
import { skeleton } from '../skeleton';
import type { Suggestion } from '../suggestion';

/** The beginning of an object or list, and whole blocks that are written again and again. */
export function blocks(place: Place): Suggestion[] {
  const { node } = place;
  const label = node.type === 'array' ? `[ ${node.name ?? ''} ]` : `{ ${node.name ?? node.shape ?? ''} }`;
  const empty: Suggestion = {
    label,
    kind: CompletionItemKind.Struct,
    about: { path: place.path },
    insert: (writer) => skeleton(node, place, writer),
  };
  return [
    empty,
    ...legalBlocks(place, node).map((block) => suggestion(place, node, block)),
    ...mountedFileSystem(place),
  ];
}

/** The same behind a key that is still missing. */
export function keyBlocks(place: Place, member: SchemaNode): Suggestion[] {
  if (place.cursor.keyOnly) return [];
  return legalBlocks(place, member).map((block) => ({
    label: `${member.name!}: ${block.label}`,
    kind: CompletionItemKind.Snippet,
    detail: block.detail,
    filter: member.name!,
    about: { path: [...place.path, member.name!] },
    insert: (writer) => writer.member(member.name!, valueOf(place, member, block, writer)),
  }));
}

const suggestion = (place: Place, node: SchemaNode, block: Block): Suggestion => ({
  label: block.label,
  kind: CompletionItemKind.Snippet,
  detail: block.detail,
  about: { path: place.path },
  insert: (writer) => valueOf(place, node, block, writer),
});

/** A list is written with the block as its items. */
function valueOf(place: Place, node: SchemaNode, block: Block, writer: Parameters<Block['write']>[0]): string {
  const items = block.write(writer, place);
  return node.type === 'array' ? writer.list(items) : writer.items(items);
}

const legalBlocks = (place: Place, node: SchemaNode): Block[] =>
  blocksFor(node.id).filter(({ isLegal }) => isLegal?.(place) ?? true);
