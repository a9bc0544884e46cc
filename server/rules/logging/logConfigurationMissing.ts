import type { Change } from '../../document/change';
import type { ContainerField, TaskView } from '../../document/view';
import { type CheckRule, defineRule } from '../define';
import { inContainer, inFargate } from '../example';
import { awsFacts } from '../facts';
import { executionRoleIfMissing } from '../iam/executionRole';
import { once } from '../once';
import { securityHub } from '../sources';

export const logConfigurationMissing = defineRule<CheckRule>({
  id: 'log-configuration-missing',
  absence: 'here',
  group: 'logging',
  severity: 'warning',
  summary: 'The output of a container goes nowhere',
  why: 'On Fargate it is lost; on an instance it stays with Docker until the container is removed.',
  source: securityHub(9),
  inContainerArray: true,
  good: [
    inContainer('"logConfiguration":{"logDriver":"json-file"}'),
    inContainer('"firelensConfiguration":{"type":"fluentbit"}'),
  ],
  examples: [
    {
      bad: inContainer('').replace('"web"', '«"web"»'),
      fixed: inContainer(
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>","awslogs-stream-prefix":"ecs"}}',
      ),
    },
    {
      bad: inFargate('"taskRoleArn":"arn:aws:iam::210987654321:role/app"').replace('"web"', '«"web"»'),
      fixed: inFargate(
        '"taskRoleArn":"arn:aws:iam::210987654321:role/app","executionRoleArn":"arn:aws:iam::210987654321:role/ecsTaskExecutionRole"',
        '"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app","awslogs-region":"<REGION>","awslogs-stream-prefix":"ecs"}}',
      ),
    },
  ],
  *check(task) {
    const concerned = task.containers.filter(
      (container) => !container.get('logConfiguration') && !container.get('firelensConfiguration'),
    );
    yield* once(concerned, {
      message: (label) => `The output of ${label} goes nowhere: it has no "logConfiguration"`,
      fix: {
        title: 'Send it to CloudWatch Logs',
        changes: (container) => [addAwslogs(task, container), ...roleForLogs(task)],
      },
    });
  },
});

/** The block that the console writes. */
export function addAwslogs(task: TaskView, container: ContainerField): Change {
  const name = task.root?.get('family')?.known ?? container.get('name')?.known ?? 'app';
  return {
    set: [...container.path, 'logConfiguration'],
    to: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': `/ecs/${name}`,
        'awslogs-region': awsFacts(task).region,
        'awslogs-stream-prefix': 'ecs',
      },
    },
  };
}

/** Where no instance role can write the logs, the execution role has to. */
export const roleForLogs = (task: TaskView): Change[] =>
  task.isFargate || task.launchTypes.has('EXTERNAL') || task.launchTypes.has('MANAGED_INSTANCES')
    ? executionRoleIfMissing(task)
    : [];
