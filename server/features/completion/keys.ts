import { CompletionItemKind } from 'vscode-languageserver-types';
import type { SchemaNode } from '../../schema/lookup';
import { briefly } from '../prose';
import { isLegal } from './legal';
import { logOptionKeys } from './logOptions';
import type { Place } from './place';
import { skeleton } from './skeleton';
import type { Suggestion } from './suggestion';
import { byUse } from './usage';

/** Members of which a volume has one at most. */
const volumeKinds = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  'configuredAtLaunch',
];

/** Members that are missing and legal here, most used first. */
export function keys(place: Place): Suggestion[] {
  const { node, task, cursor } = place;
  const present = new Set(namesPresent(place));
  if (node.isMap) return logOptionKeys(place).filter(({ label }) => !present.has(label));

  const hasVolumeKind = node.shape === 'Volume' && volumeKinds.some((name) => present.has(name));
  return [...node.members.values()]
    .filter((member) => !present.has(member.name!) && isLegal(member, task))
    .filter((member) => !(hasVolumeKind && volumeKinds.includes(member.name!)))
    .sort((a, b) => rankOf(node, a) - rankOf(node, b))
    .map((member) => ({
      label: member.name!,
      kind: CompletionItemKind.Property,
      detail: member.isRequired ? 'required' : undefined,
      documentation: briefly(member),
      write: (writer) =>
        cursor.keyOnly ? writer.json(member.name) : writer.member(member.name!, skeleton(member, task, writer)),
    }));
}

/** Names the object has; the one under the cursor is being replaced and does not count. */
function namesPresent({ field, cursor }: Place): string[] {
  return (field?.node.children ?? [])
    .map((property) => property.children?.[0])
    .filter((key) => key !== undefined && key.offset !== cursor.replace.offset)
    .map((key) => String(key?.value));
}

function rankOf({ shape }: SchemaNode, { name }: SchemaNode): number {
  const rank = byUse[shape ?? '']?.indexOf(name!) ?? -1;
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}
