import type { ContainerSpec, PortWish, TaskPlan } from '../plan';
import type { ContainerSnapshot } from '../runner';

/**
 * The ports of this machine that a definition's containers were given last where it leaves them open. They get the same
 * ones again while these are free, so that a bookmark goes on working (runner.md §1.6). By container, then by `80/tcp`:
 * one for each mapping of that port.
 */
export type KeptPorts = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

type Where = Pick<PortWish, 'containerPort' | 'protocol'>;

const keyOf = ({ containerPort, protocol }: Where): string => `${containerPort}/${protocol}`;

/** The port a wish was given last; of several for one port of the container, the one in its place. */
export function keptFor(kept: KeptPorts, wish: PortWish, { ports }: Pick<ContainerSpec, 'ports'>): number | undefined {
  const alike = ports.filter((one) => one.container === wish.container && keyOf(one) === keyOf(wish));
  return kept[wish.container]?.[keyOf(wish)]?.[alike.indexOf(wish)];
}

/** What there is to keep of a task that runs. Undefined when its definition names all its ports. */
export function portsToKeep(
  plan: Pick<TaskPlan, 'containers'>,
  { containers }: { readonly containers: readonly Pick<ContainerSnapshot, 'name' | 'ports'>[] },
): KeptPorts | undefined {
  const wishes = plan.containers.flatMap(({ ports }) => ports);
  const open = wishes.filter(({ hostPort, isPicked }) => hostPort === 0 || isPicked);
  if (open.length === 0) return undefined;
  const given = (name: string, key: string) => {
    const published = containers.find((container) => container.name === name)?.ports ?? [];
    // Published at two addresses it is one port.
    return [...new Set(published.filter((port) => keyOf(port) === key).map(({ hostPort }) => hostPort))];
  };
  const keysOf = (name: string) => new Set(open.filter(({ container }) => container === name).map(keyOf));
  const byKey = (name: string) => Object.fromEntries([...keysOf(name)].map((key) => [key, given(name, key)]));
  const names = new Set(open.map(({ container }) => container));
  return Object.fromEntries([...names].map((name) => [name, byKey(name)]));
}
