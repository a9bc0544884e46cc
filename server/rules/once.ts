import type { Change } from '../document/change';
import type { Anchor } from '../document/span';
import type { ContainerField } from '../document/view';
import type { Fix, Found } from './define';
import { atName, containerLabel } from './words';

interface Hygiene {
  /** Said of one container; `label` is `container "web"`. */
  readonly message: (label: string, container: ContainerField) => string;
  readonly at?: (container: ContainerField) => Anchor;
  readonly fix?: {
    readonly title: string;
    readonly changes: (container: ContainerField) => readonly Change[];
  };
}

/**
 * Says something that nearly every container deserves to hear only once in a file: at the first container concerned, the
 * others as related locations; the fix offers this one or all (rules.md, ruling 24).
 */
export function* once(concerned: readonly ContainerField[], { message, at = atName, fix }: Hygiene): Iterable<Found> {
  const [first, ...others] = concerned;
  if (!first) return;
  yield {
    at: at(first),
    message: message(containerLabel(first), first),
    sameElsewhere: true,
    related: others.map((other) => ({ at: at(other), message: message(containerLabel(other), other) })),
    fixes: fix ? fixesFor(first, concerned, fix) : [],
  };
}

function fixesFor(
  first: ContainerField,
  concerned: readonly ContainerField[],
  { title, changes }: NonNullable<Hygiene['fix']>,
): Fix[] {
  const one: Fix = { title, changes: () => changes(first) };
  if (concerned.length === 1) return [one];
  return [one, { title: `${title} in all ${concerned.length} containers`, changes: () => concerned.flatMap(changes) }];
}
