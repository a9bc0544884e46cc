import type { CreateBody, TaskPlan } from '../plan';
import { pauseAddress, privateName } from './subnets';

/** Where the pause is found: on which subnet the task's network is, and the link-local address that leads to its endpoint. */
interface Place {
  readonly subnet: string | undefined;
  readonly linkLocal: string | undefined;
}

/** The pause's create body in mode awsvpc, with the first address of the task's network and a name to match. */
export function pauseBodyAt(
  { network, taskArn }: Pick<TaskPlan, 'network' | 'taskArn'>,
  body: CreateBody,
  { subnet, linkLocal }: Place,
): CreateBody {
  if (!network) return body;
  const address = subnet === undefined ? undefined : pauseAddress(subnet);
  const IPAMConfig = {
    ...(address !== undefined && { IPv4Address: address }),
    ...(linkLocal !== undefined && { LinkLocalIPs: [linkLocal] }),
  };
  return {
    ...body,
    ...(address !== undefined && { Hostname: privateName(address, taskArn.split(':')[3] ?? '') }),
    NetworkingConfig: { EndpointsConfig: { [network.dockerName]: { IPAMConfig } } },
  };
}
