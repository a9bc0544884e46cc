import type { ContainerDefinition } from '../../../../server/index';
import type { TaskNaming } from '../../names';
import { networkName } from '../../names';
import type { RouterType } from './fluentConfig';

/** The container that a task's `awsfirelens` logs go to. ECS allows one. */
export const routerOf = (containers: readonly ContainerDefinition[]): ContainerDefinition | undefined =>
  containers.find(({ firelensConfiguration }) => firelensConfiguration?.type !== undefined);

/** Does the task's router take the output of the container? Not its own. */
export function isRouted(container: ContainerDefinition, containers: readonly ContainerDefinition[]): boolean {
  const router = routerOf(containers);
  return container.logConfiguration?.logDriver === 'awsfirelens' && router !== undefined && router !== container;
}

/** Where each router looks for its configuration, and what the generated file is called there. */
export const configPlaces: Readonly<Record<RouterType, { readonly folder: string; readonly file: string }>> = {
  fluentbit: { folder: '/fluent-bit/etc', file: 'fluent-bit.conf' },
  fluentd: { folder: '/fluentd/etc', file: 'fluent.conf' },
};

/** What a configuration from S3 is called beside the generated one. */
export const externalFile = 'external.conf';

export const socketFolder = '/var/run';
export const socketFile = 'fluent.sock';

/** Of the task id alone: a socket's path has at most 108 bytes, which a family's name could fill. */
export const socketVolume = ({ taskId }: TaskNaming): string => `${networkName(taskId)}-firelens`;
export const configVolume = ({ taskId }: TaskNaming): string => `${networkName(taskId)}-firelens-etc`;

/** The ARN of a configuration on S3, which the agent fetches. */
export function configOnS3({ firelensConfiguration }: ContainerDefinition): string | undefined {
  const options = firelensConfiguration?.options ?? {};
  return options['config-file-type'] === 's3' ? options['config-file-value'] : undefined;
}
