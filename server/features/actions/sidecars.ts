import type { Change } from '../../document/change';
import type { Path } from '../../document/pointer';
import type { ContainerField, TaskView } from '../../document/view';
import type { ContainerDefinition } from '../../model/taskDefinition';
import { awsFacts } from '../../rules/facts';
import { routersOf } from '../../rules/logging/firelens';

/** Where a sidecar is to go. */
export interface Place {
  readonly task: TaskView;
  /** The path of the list of containers in the file. */
  readonly list: Path;
  /** The container under the cursor. */
  readonly pointedAt: ContainerField | undefined;
}

/** A container that serves the others of its task. */
export interface Sidecar {
  readonly title: string;
  /** None where it is there already, or where nothing would use it. */
  readonly changes: (place: Place) => readonly Change[];
}

/** Takes the logs of the containers that have no log configuration; when all have one, of the one under the cursor. */
const logRouter: Sidecar = {
  title: 'Add a FireLens log router',
  changes({ task, list, pointedAt }) {
    const silent = task.containers.filter((container) => !container.member('logConfiguration'));
    const senders = silent.length > 0 ? silent : pointedAt ? [pointedAt] : [];
    if (routersOf(task).length > 0 || senders.length === 0) return [];
    const router = sidecar(task, {
      name: 'log_router',
      image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
      essential: true,
      firelensConfiguration: { type: 'fluentbit' },
    });
    return router
      ? [...senders.map((container) => logsToRouter(task, container)), insert(list, router), ...taskRole(task)]
      : [];
  },
};

const logsToRouter = (task: TaskView, container: ContainerField): Change => ({
  set: [...container.path, 'logConfiguration'],
  to: {
    logDriver: 'awsfirelens',
    options: {
      Name: 'cloudwatch_logs',
      region: awsFacts(task).region,
      log_group_name: `/ecs/${task.root?.get('family')?.known ?? container.get('name')?.known ?? 'app'}`,
      log_stream_prefix: 'ecs/',
      auto_create_group: 'true',
    },
  },
});

/** With the configuration that AWS ships in the image: OTLP and X-Ray in, CloudWatch and X-Ray out. */
const collector: Sidecar = {
  title: 'Add an OpenTelemetry collector',
  changes: ({ task, list }) =>
    added(task, list, {
      name: 'aws-otel-collector',
      image: 'public.ecr.aws/aws-observability/aws-otel-collector:<VERSION>',
      essential: false,
      command: ['--config=/etc/ecs/ecs-default-config.yaml'],
    }),
};

/** Listens for metrics in the embedded format. */
const cloudWatchAgent: Sidecar = {
  title: 'Add a CloudWatch agent',
  changes: ({ task, list }) =>
    added(task, list, {
      name: 'cloudwatch-agent',
      image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:<VERSION>',
      essential: false,
      environment: [{ name: 'CW_CONFIG_CONTENT', value: '{"logs":{"metrics_collected":{"emf":{}}}}' }],
    }),
};

export const sidecars: readonly Sidecar[] = [logRouter, collector, cloudWatchAgent];

function added(task: TaskView, list: Path, definition: ContainerDefinition): readonly Change[] {
  const container = sidecar(task, definition);
  return container ? [insert(list, container), ...taskRole(task)] : [];
}

/** With memory of its own where the task has none; with the same log configuration as a neighbour that logs to AWS. */
function sidecar(task: TaskView, definition: ContainerDefinition): ContainerDefinition | undefined {
  if (task.container(definition.name!)) return undefined;
  const neighbour = task.containers.map((each) => each.get('logConfiguration')).find(isAwslogs);
  return {
    ...definition,
    ...(!task.root?.get('memory') && { memoryReservation: 64 }),
    ...(neighbour && { logConfiguration: neighbour.toJson() as object }),
  };
}

const isAwslogs = (block: ReturnType<ContainerField['get']>): boolean => block?.member('logDriver')?.text === 'awslogs';

const insert = (list: Path, item: ContainerDefinition): Change => ({ insert: list, item });

/** They call AWS with the role of the task. */
function taskRole(task: TaskView): Change[] {
  if (!task.root || task.root.get('taskRoleArn')) return [];
  const { partition, account } = awsFacts(task);
  return [{ set: [...task.root.path, 'taskRoleArn'], to: `arn:${partition}:iam::${account}:role/<TASK_ROLE>` }];
}
