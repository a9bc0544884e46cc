import type { EngineError } from './errors';
import type { Notice } from './notice';
import type { ContainerSpec, PortWish, TaskPlan } from './plan';
import { withPorts } from './remap';

/**
 * The plan without the addresses of IPv6 for its ports, for an engine whose machine, or whatever stands between the two,
 * has none of them though its containers do.
 */
export function withoutIPv6(plan: TaskPlan): TaskPlan {
  const containers = plan.containers.map((spec) =>
    isOnIPv6(plan, spec)
      ? withPorts(
          spec,
          spec.ports.map((wish) => ({ ...wish, hostIps: wish.hostIps.filter((address) => !isIPv6(address)) })),
        )
      : spec,
  );
  return { ...plan, containers, notices: [...plan.notices, notice] };
}

export const isOnIPv6 = (_plan: TaskPlan, { ports }: ContainerSpec): boolean =>
  ports.some(({ hostIps }) => hostIps.some(isIPv6));

/** Does the engine say that it cannot publish on ::1, rather than that a port of it is taken? */
export const isIPv6Refused = ({ kind, message }: EngineError): boolean =>
  /(?<![\da-f:])::1\b/.test(message) &&
  (kind !== 'port-taken' || /assign requested|not supported|invalid/i.test(message));

const isIPv6 = (address: PortWish['hostIps'][number]): boolean => address.includes(':');

const notice: Notice = {
  code: 'ipv6-refused',
  pointer: '/networkMode',
  verdict: 'approximated',
  text: 'This engine has IPv6, but publishes nothing on ::1: the ports are on 127.0.0.1 only.',
};
