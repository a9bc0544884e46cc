import { resolvedPorts } from '../hostPort';
import { type Explain, holderOf } from './subject';

/** Where a port can be reached that has no host port of its own. */
export const port: Explain = (subject) => {
  if (!/\.portMappings\.\*\.(containerPort|hostPort|containerPortRange)$/.test(subject.place)) return undefined;
  const item = holderOf(subject);
  const resolved = resolvedPorts(subject.task).find(({ at }) => at.property?.parent === item?.node);
  if (!resolved) return undefined;
  const { host, mode, containerPort } = resolved;
  if (host === 'dynamic')
    return `Docker picks free host ports for ${containerPort}: in bridge mode, 0 or nothing asks for that.`;
  return mode === 'awsvpc'
    ? `Reached at port ${host} of the task's own network interface.`
    : `Reached at port ${host} of the instance, whose network the container shares.`;
};
