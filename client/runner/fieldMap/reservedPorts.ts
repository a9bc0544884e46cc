import { instancePorts } from '../../../server/index';
import type { ContainerScope } from './scope';

/** Ports that are free here, and on no instance. */
export function announceReservedPorts({ container, networkMode, pointer, report, target }: ContainerScope): void {
  if (target === 'FARGATE' || target === 'MANAGED_INSTANCES') return;
  if (networkMode !== 'bridge' && networkMode !== 'host') return;
  container.portMappings?.forEach(({ containerPort, hostPort, protocol }, index) => {
    const port = hostPort || (networkMode === 'host' ? containerPort : undefined);
    const owner = port === undefined || protocol === 'udp' ? undefined : instancePorts.get(port);
    if (owner === undefined) return;
    const text = `Port ${port} of an instance belongs to ${owner}, so ECS could place this task nowhere; here it is free.`;
    report.notice('approximated', 'host-port-reserved', `${pointer}/portMappings/${index}`, text);
  });
}
