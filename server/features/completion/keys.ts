import { CompletionItemKind } from 'vscode-languageserver-types';
import type { SchemaNode } from '../../schema/lookup';
import { keyBlocks } from './blocks/blocks';
import { hasRouter } from './context';
import { isLegal } from './legal';
import { logOptionKeys } from './logOptions';
import type { Place } from './place';
import { skeleton } from './skeleton';
import type { Suggestion } from './suggestion';
import { usedKeys } from './used';
import { byUse } from './usage';

/** Members that exclude each other, by shape: of each group an object has one at most. */
const alternatives: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Volume: [
    [
      'host',
      'dockerVolumeConfiguration',
      'efsVolumeConfiguration',
      's3filesVolumeConfiguration',
      'fsxWindowsFileServerVolumeConfiguration',
      'configuredAtLaunch',
    ],
  ],
  PortMapping: [
    ['containerPort', 'containerPortRange'],
    ['hostPort', 'containerPortRange'],
  ],
};

/** Members that are missing and legal here, most used first; what is deprecated comes last. */
export function keys(place: Place): Suggestion[] {
  const { node, task } = place;
  const present = namesPresent(place);
  if (node.isMap) return logOptionKeys(place, present) ?? usedKeys(place, present);

  const groups = alternatives[node.shape ?? ''] ?? [];
  const isExcluded = (name: string) =>
    groups.some((group) => group.includes(name) && group.some((other) => present.has(other)));
  const isSecondRouter = ({ name }: SchemaNode) => name === 'firelensConfiguration' && hasRouter(task);
  const missing = ranked(node).filter(
    (member) =>
      !present.has(member.name!) && !isExcluded(member.name!) && isLegal(member, task) && !isSecondRouter(member),
  );
  return [...missing.map((member) => key(place, member)), ...missing.flatMap((member) => keyBlocks(place, member))];
}

const key = (place: Place, member: SchemaNode): Suggestion => ({
  label: member.name!,
  kind: CompletionItemKind.Property,
  detail: member.isRequired ? 'required' : undefined,
  about: { path: [...place.path, member.name!] },
  isDeprecated: member.raw.deprecated === true,
  insert: place.cursor.keyOnly
    ? member.name!
    : (writer) => writer.member(member.name!, skeleton(member, place, writer)),
});

/** Names the object has; the one under the cursor is being replaced and does not count, one behind it does. */
function namesPresent({ field, cursor }: Place): ReadonlySet<string> {
  const names = new Set<string>();
  const replaced = cursor.replace.length > 0 ? cursor.replace.offset : undefined;
  for (const { children } of field?.node.children ?? []) {
    const name = children?.[0];
    if (name && name.offset !== replaced) names.add(String(name.value));
  }
  return names;
}

const rankings = new Map<SchemaNode, readonly SchemaNode[]>();

/** The members of an object in the order they are offered in. */
function ranked(node: SchemaNode): readonly SchemaNode[] {
  const known = rankings.get(node);
  if (known) return known;
  const ranking = [...node.members.values()].sort((a, b) => rankOf(node, a) - rankOf(node, b));
  rankings.set(node, ranking);
  return ranking;
}

function rankOf({ shape }: SchemaNode, { name, raw }: SchemaNode): number {
  const rank = raw.deprecated ? -1 : (byUse[shape ?? '']?.indexOf(name!) ?? -1);
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}
