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
