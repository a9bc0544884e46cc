import type { ContainerDefinition, TaskDefinition } from '../../server/index';
import { testImage } from './testImage';

/** A task in few words. Network mode none starts fastest; where the network matters the test says so. */
export function task(
  containers: readonly ContainerDefinition[],
  more: Omit<TaskDefinition, 'containerDefinitions'> = {},
): TaskDefinition {
  return { family: 'lab', networkMode: 'none', ...more, containerDefinitions: [...containers] };
}

/** A container that runs a line of shell. */
export function container(
  name: string,
  script: string,
  { after, ...more }: Omit<ContainerDefinition, 'dependsOn'> & { after?: Readonly<Record<string, Condition>> } = {},
): ContainerDefinition {
  return {
    name,
    image: testImage,
    memory: 32,
    command: ['sh', '-c', script],
    stopTimeout: 2,
    ...(after && {
      dependsOn: Object.entries(after).map(([containerName, condition]) => ({ containerName, condition })),
    }),
    ...more,
  };
}

type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

/** Runs until it is told to stop, and obeys at once. */
export const obedient = "trap 'exit 0' TERM; sleep 300 & wait";

/** The same, but takes its time: of several that are told at once it is the last to end. */
export const slowly = "trap 'sleep 1; exit 0' TERM; sleep 300 & wait";

/** A health check every second. */
export const check = (script: string): NonNullable<ContainerDefinition['healthCheck']> => ({
  command: ['CMD-SHELL', script],
  interval: 1,
  timeout: 2,
  retries: 1,
});

/** Serves one text on a port. */
export const serve = (port: number | string, text: string): string =>
  `mkdir -p /tmp/www; echo ${text} > /tmp/www/index.html; exec httpd -f -p ${port} -h /tmp/www`;
