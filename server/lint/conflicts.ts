import type { Change } from '../document/change';
import type { Path } from '../document/pointer';

/**
 * Whether a change still means what it meant once `earlier` has been carried out: nothing on its path was removed,
 * renamed, replaced or moved. Fixes are worked out on one reading of the text, so only such changes may go together.
 */
export function isUnmoved(change: Change, earlier: Change): boolean {
  const path = pathOf(change);
  const other = pathOf(earlier);
  if (!path || !other) return false; // text as it stands: only alone
  if ('insert' in earlier) {
    return earlier.at === undefined || !isBelow(path, earlier.insert) || indexBelow(path, earlier.insert) < earlier.at;
  }
  if (startsWith(path, other)) return 'set' in change && 'set' in earlier && isSame(change, earlier);
  if (startsWith(other, path) && !('insert' in change)) return false; // it would take away what was just written
  if ('remove' in earlier && typeof other.at(-1) === 'number') {
    const list = other.slice(0, -1);
    return !isBelow(path, list) || indexBelow(path, list) < (other.at(-1) as number);
  }
  return true;
}

function pathOf(change: Change): Path | undefined {
  if ('set' in change) return change.set;
  if ('insert' in change) return change.insert;
  if ('remove' in change) return change.remove;
  return 'rename' in change ? change.rename : undefined;
}

const startsWith = (path: Path, start: Path): boolean =>
  start.length <= path.length && start.every((part, index) => path[index] === part);

const isBelow = (path: Path, list: Path): boolean => path.length > list.length && startsWith(path, list);

const indexBelow = (path: Path, list: Path): number => {
  const index = path[list.length];
  return typeof index === 'number' ? index : -1;
};

type Setting = Extract<Change, { readonly set: Path }>;

const isSame = (a: Setting, b: Setting): boolean =>
  a.set.length === b.set.length && JSON.stringify(a.to) === JSON.stringify(b.to);
