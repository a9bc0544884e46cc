/** Ports that an instance needs itself, with whom they belong to: ECS places no task that maps one. TCP. Source: PortMapping in the ECS API Reference. */
export const instancePorts: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [2375, 'Docker'],
  [2376, 'Docker'],
  [51678, 'the ECS agent'],
  [51679, 'the ECS agent'],
  [51680, 'the ECS agent'],
]);
