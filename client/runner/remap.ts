import { bindings } from './fieldMap/ports';
import type { ContainerSpec, PortWish, TaskPlan } from './plan';

/** The plan with one published port moved to another port of this machine (0: the engine picks). */
export const withHostPort = (plan: TaskPlan, wish: PortWish, hostPort: number): TaskPlan =>
  withWish(plan, wish, { ...wish, hostPort });

/** The plan with another wish in the place of one of its own. */
export function withWish(plan: TaskPlan, wish: PortWish, other: PortWish): TaskPlan {
  const containers = plan.containers.map((spec) =>
    spec.ports.includes(wish)
      ? withPorts(
          spec,
          spec.ports.map((port) => (port === wish ? other : port)),
        )
      : spec,
  );
  return { ...plan, containers };
}

/** The container with other published ports. */
export function withPorts(spec: ContainerSpec, ports: readonly PortWish[]): ContainerSpec {
  const HostConfig = { ...spec.body.HostConfig, PortBindings: bindings(ports).bound };
  return { ...spec, ports, body: { ...spec.body, HostConfig } };
}

/**
 * Another plan of a running task, with the ports that the task got instead of taken ones: where `asked`, which the task
 * was planned as, and `next` wish for the same port, what became of the wish in `current` holds on.
 */
export function withPortsOf(current: TaskPlan, asked: TaskPlan, next: TaskPlan): TaskPlan {
  const wishesOf = ({ containers }: TaskPlan) => containers.flatMap(({ ports }) => ports);
  const isSame = (a: PortWish, b: PortWish) =>
    a.container === b.container && a.containerPort === b.containerPort && a.protocol === b.protocol;
  // A port of a container may be wished for more than once.
  const nthOf = (plan: TaskPlan, wish: PortWish, n: number) => wishesOf(plan).filter((one) => isSame(one, wish))[n];
  return wishesOf(next).reduce((plan, wish, index, wishes) => {
    const n = wishes.slice(0, index).filter((one) => isSame(one, wish)).length;
    const got = nthOf(current, wish, n);
    if (!got || nthOf(asked, wish, n)?.hostPort !== wish.hostPort) return plan;
    return withWish(plan, wish, { ...wish, hostPort: got.hostPort, ...(got.isPicked && { isPicked: true }) });
  }, next);
}
