import type { TaskView } from '../../document/view';
import type { LaunchType } from '../../model/taskDefinition';
import type { SchemaNode, SchemaValue } from '../../schema/lookup';

/** Values that some launch types narrow down, by shape and member. Source: ECS Developer Guide, per launch type, 2026. */
const narrowed: Partial<Record<LaunchType, Readonly<Record<string, readonly string[]>>>> = {
  FARGATE: {
    'TaskDefinition.networkMode': ['awsvpc'],
    'TaskDefinition.pidMode': ['task'],
    'LogConfiguration.logDriver': ['awslogs', 'awsfirelens', 'splunk'],
    'KernelCapabilities.add': ['SYS_PTRACE'],
    'RuntimePlatform.operatingSystemFamily': [
      'LINUX',
      'WINDOWS_SERVER_2019_CORE',
      'WINDOWS_SERVER_2019_FULL',
      'WINDOWS_SERVER_2022_CORE',
      'WINDOWS_SERVER_2022_FULL',
      'WINDOWS_SERVER_2025_CORE',
      'WINDOWS_SERVER_2025_FULL',
    ],
  },
  MANAGED_INSTANCES: {
    'TaskDefinition.networkMode': ['awsvpc', 'host'],
    'LogConfiguration.logDriver': ['awslogs', 'awsfirelens', 'splunk', 'json-file'],
    'RuntimePlatform.operatingSystemFamily': ['LINUX'],
  },
  EXTERNAL: {
    'TaskDefinition.networkMode': ['bridge', 'host', 'none'],
  },
};

/** Members that Fargate takes on Linux only. Source: "Task definition differences for Fargate", 2026. */
const linuxOnFargate: ReadonlySet<string> = new Set([
  'ContainerDefinition.credentialSpecs',
  'ContainerDefinition.restartPolicy',
  'Volume.configuredAtLaunch',
]);

/** Whether ECS would take the member in this task. What the file does not say speaks against nothing. */
export function isLegal(node: SchemaNode, task: TaskView): boolean {
  if (node.isOutput) return false;
  if (node.launchTypes && !launchTypesAllow(node.launchTypes, task)) return false;
  if (linuxOnFargate.has(node.id) && task.isFargate && task.os === 'windows') return false;
  if (node.os && task.os && node.os.toLowerCase() !== task.os) return false;
  return !node.networkModes || !task.networkMode || node.networkModes.includes(task.networkMode);
}

/** With FARGATE its limits count, whatever else is listed. */
function launchTypesAllow(accepted: readonly LaunchType[], { launchTypes, isFargate }: TaskView): boolean {
  if (isFargate) return accepted.includes('FARGATE');
  return launchTypes.size === 0 ? accepted.length > 0 : [...launchTypes].some((type) => accepted.includes(type));
}

/** The values a member can have in this task. */
export function legalValues(node: SchemaNode, task: TaskView): readonly SchemaValue[] {
  if (node.values.length === 0) return node.values;
  const lists = [...task.launchTypes].map((type) => narrowed[type]?.[node.id]);
  return node.values.filter(({ value }) => lists.every((list) => list?.includes(value) ?? true));
}
