import type { Field } from '../../document/field';
import type { ContainerField, TaskView } from '../../document/view';
import type { FirelensConfiguration } from '../../model/taskDefinition';
import { withContainers } from '../example';
import { type Log, logsWith } from './options';
import { perTask } from '../perTask';

/** FireLens: containers that log with `awsfirelens`, and the router that takes their logs. */

export interface Router {
  readonly container: ContainerField;
  readonly block: Field<FirelensConfiguration>;
  /** An option's value, when it is set. */
  readonly option: (name: string) => Field | undefined;
}

export const routersOf = perTask((task): readonly Router[] => {
  return task.containers.flatMap((container) => {
    const block = container.get('firelensConfiguration');
    if (!block) return [];
    const option = (name: string) => {
      const field = block.get('options')?.member(name);
      return field && field.type !== 'null' && field.text !== '' ? field : undefined;
    };
    return [{ container, block, option }];
  });
});

/** The containers whose logs a router takes. */
export const routedLogs = (task: TaskView): Log[] => logsWith(task, 'awsfirelens');

/** Whether every container shows its log driver, so that one which is not there is really missing. */
export const driversComplete = (task: TaskView): boolean =>
  task.containers.every((container) => {
    const block = container.get('logConfiguration');
    return !block || block.get('logDriver')?.known !== undefined;
  });

/** Options of `awsfirelens` that ECS reads itself; all others go to the output plugin as they are. */
export const ecsOptions: readonly string[] = ['include-pattern', 'exclude-pattern', 'log-driver-buffer-limit'];

export const isOutputOption = (name: string | undefined): boolean => !ecsOptions.includes(name ?? '');

/** A router and a container that logs to it, for examples. */
export const routed = (parts: {
  readonly options?: string;
  readonly router?: string;
  readonly firelens?: string;
  readonly task?: string;
}): string => {
  const { options = '"options":{"Name":"stdout"}', router = '', firelens = '"type":"fluentbit"', task = '' } = parts;
  return withContainers(
    `{"name":"router","image":"fluent/fluent-bit:3","memory":64,"firelensConfiguration":{${firelens}}${router}},` +
      `{"name":"web","image":"nginx:1.27","memory":64,"logConfiguration":{"logDriver":"awsfirelens"${options && `,${options}`}}}`,
    task,
  );
};
