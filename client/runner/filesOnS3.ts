import type { ContainerDefinition } from '../../server/index';
import { configOnS3 } from './fieldMap/firelens/places';

/** The ARNs of all that a container, or the agent for it, reads from S3 before it starts. */
export function filesOnS3(container: ContainerDefinition): string[] {
  const variables = (container.environmentFiles ?? []).flatMap(({ value }) => value ?? []);
  const config = configOnS3(container);
  return config === undefined ? variables : [...variables, config];
}
