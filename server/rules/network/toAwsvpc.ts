import type { Change } from '../../document/change';
import type { Field } from '../../document/field';
import type { TaskView } from '../../document/view';

/** Members of a container that network mode awsvpc does not take. */
const refused = ['links', 'hostname', 'extraHosts', 'dnsServers', 'dnsSearchDomains', 'disableNetworking'] as const;

/** Members that would be errors in awsvpc mode; none stands inside another, or in front of one in the same list. */
export const refusedByAwsvpc = (task: TaskView): Field[] =>
  task.containers.flatMap((container) => [
    ...(container.get('portMappings')?.items() ?? []).flatMap((mapping) => {
      const host = mapping.get('hostPort');
      return host?.num && host.num !== mapping.get('containerPort')?.num ? [host] : [];
    }),
    ...refused.flatMap((name) => container.get(name) ?? []),
  ]);

/** Sets the network mode to awsvpc, and takes out what that mode refuses. */
export const toAwsvpc = (task: TaskView): Change[] => [
  ...refusedByAwsvpc(task).map((field): Change => ({ remove: field.path })),
  { set: [...(task.root?.path ?? []), 'networkMode'], to: 'awsvpc' },
];
