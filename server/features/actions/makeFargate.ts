import { CodeActionKind } from 'vscode-languageserver-types';
import { touches } from '../../document/span';
import { type FargateVersion, makeFargate } from '../../insight/makeFargate';
import { type ActionProvider, actionTo, isAffordable } from './action';

const kind = CodeActionKind.RefactorRewrite;

/** Each round reads the file and asks the rules. */
const readings = 30;

/** All mechanical changes that Fargate needs, as one edit. While the cursor only moves, at `requiresCompatibilities` alone. */
export const makingFargate: ActionProvider = {
  kind,
  offer({ source, span, isAsked, lint }) {
    const list = source.document.task?.root?.get('requiresCompatibilities');
    const isHere = list?.property !== undefined && touches(list.property, span.offset);
    if ((!isAsked && !isHere) || !isAffordable(source, readings)) return [];
    const version = makeFargate(source.document, source.parse, lint ?? {});
    return version ? actionTo(source, makeFargateTitle(version), kind, version.text) : [];
  },
};

/** A title of more names is not read. */
const shownMembers = 4;

/** Names what is gone, since that is what a person must know before choosing it, and how much is left to do. */
export function makeFargateTitle({ without, left }: FargateVersion): string {
  const named = without.slice(0, shownMembers).map((name) => meanings[name] ?? name);
  const more = without.length - named.length;
  const gone = [...named, ...(more > 0 ? [`${more} more`] : [])];
  return [
    'Make Fargate-compatible',
    ...(gone.length > 0 ? [`, without ${gone.join(', ')}`] : []),
    ...(left.length > 0 ? [`; ${left.length} ${left.length === 1 ? 'error' : 'errors'} left`] : []),
  ].join('');
}

/** What it means that a member is gone, where its name does not say. */
const meanings: Readonly<Record<string, string>> = {
  add: 'added capabilities',
  links: 'links (containers meet at localhost)',
  hostPort: 'hostPort (the task answers at its containerPort)',
  sourcePath: 'sourcePath (storage of the task instead)',
  dockerVolumeConfiguration: 'dockerVolumeConfiguration (storage of the task instead)',
  sharedMemorySize: 'sharedMemorySize (a tmpfs instead)',
};
