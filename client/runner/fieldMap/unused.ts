import { closest } from '../../../server/index';
import type { TaskScope } from './scope';

/**
 * What a file of overrides gives that does nothing in this task. It may serve several definitions, so a volume that this
 * one does not have is told of only where it looks like a slip.
 */
export function announceUnused(scope: TaskScope): void {
  const { containers, definition, networkMode, options, report } = scope;
  const { overrides } = options;
  if (!overrides) return;
  const { from, hosts = {}, volumes = {} } = overrides;
  const tell = (code: string, pointer: string, text: string): void => report.notice('ignored', code, pointer, text);
  if (Object.keys(hosts).length > 0 && networkMode === 'none')
    tell('hosts-unused', '/networkMode', `The hosts of ${from} have no effect: network mode none reaches nobody.`);

  const named = (definition.volumes ?? []).flatMap(({ name }) => name ?? []);
  const free = named.filter((name) => !Object.hasOwn(volumes, name));
  const slips = Object.keys(volumes).flatMap((name) => {
    const near = named.includes(name) ? undefined : closest(name, free);
    return near === undefined ? [] : [`${name} (is it ${near}?)`];
  });
  if (slips.length > 0)
    tell('volumes-unused', '/volumes', `${from} gives folders to volumes the task does not have: ${slips.join(', ')}.`);

  containers.forEach(({ name = '', secrets = [] }, index) => {
    const at = `/containerDefinitions/${index}`;
    const unasked = Object.keys(overrides.secrets?.[name] ?? {}).filter(
      (given) => !secrets.some((secret) => secret.name === given),
    );
    if (unasked.length > 0)
      tell('secrets-unused', at, `${from} gives values to secrets that ${name} does not have: ${unasked.join(', ')}.`);
    const ports = Object.keys(overrides.ports?.[name] ?? {});
    const why = portless[networkMode];
    if (ports.length > 0 && why !== undefined)
      tell('ports-unused', at, `${from} cannot publish ${ports.join(', ')} of ${name}: ${why}.`);
  });
}

/** Why no port is published, by network mode. */
const portless: Readonly<Partial<Record<TaskScope['networkMode'], string>>> = {
  none: 'network mode none has no ports',
  host: "in network mode host a container's ports are the machine's own",
};
