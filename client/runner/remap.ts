import { bindings } from './fieldMap/ports';
import type { ContainerSpec, PortWish, TaskPlan } from './plan';

/** The plan with one published port moved to another port of this machine (0: the engine picks). */
export function withHostPort(plan: TaskPlan, wish: PortWish, hostPort: number): TaskPlan {
  const containers = plan.containers.map((spec) =>
    spec.ports.includes(wish)
      ? withPorts(
          spec,
          spec.ports.map((port) => (port === wish ? { ...port, hostPort } : port)),
        )
      : spec,
  );
  return { ...plan, containers };
}

function withPorts(spec: ContainerSpec, ports: readonly PortWish[]): ContainerSpec {
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
  return wishesOf(next).reduce((plan, wish) => {
    const before = wishesOf(asked).find((one) => isSame(one, wish));
    const got = wishesOf(current).find((one) => isSame(one, wish));
    return got && before?.hostPort === wish.hostPort ? withHostPort(plan, wish, got.hostPort) : plan;
  }, next);
}
