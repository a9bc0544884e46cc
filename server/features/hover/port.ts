import { escapeMarkdown } from '../markdown';
import { describePort, resolvedPorts } from '../hostPort';
import { type Explain, holderOf } from './subject';

/** Where a port can be reached that has no host port of its own. */
export const port: Explain = (subject) => {
  if (!/\.portMappings\.\*\.(containerPort|hostPort|containerPortRange)$/.test(subject.place)) return undefined;
  const item = holderOf(subject);
  const resolved = resolvedPorts(subject.task).find(({ at }) => at.property?.parent === item?.node);
  return resolved && escapeMarkdown(describePort(resolved));
};
