import type { LaunchType, TaskDefinition } from '../../../server/index';

/** What a starter definition is made from; every answer is known. */
export interface Answers {
  readonly family: string;
  readonly image: string;
  /** Undefined: the container listens nowhere. */
  readonly port: number | undefined;
  readonly launchType: LaunchType;
  /** Cpu units, 1024 are one vCPU. */
  readonly cpu: number;
  /** MiB */
  readonly memory: number;
  readonly logGroup: string;
  readonly region: string;
}

/** The role that the console makes for pulling images and writing logs. */
const executionRole = 'ecsTaskExecutionRole';

/** A definition to begin with: one container with its logs in CloudWatch, sized where its launch type wants the size. */
export function starter(answers: Answers): TaskDefinition {
  const { family, launchType, cpu, memory } = answers;
  const hasOwnNetwork = launchType === 'FARGATE' || launchType === 'MANAGED_INSTANCES';
  return {
    family,
    requiresCompatibilities: [launchType],
    networkMode: hasOwnNetwork ? 'awsvpc' : 'bridge',
    ...(launchType === 'FARGATE' && {
      runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
    }),
    ...(hasOwnNetwork && { cpu: String(cpu), memory: String(memory) }),
    executionRoleArn: executionRole,
    containerDefinitions: [container(answers, hasOwnNetwork)],
  };
}

function container({ family, image, port, cpu, memory, logGroup, region }: Answers, isSizedAsTask: boolean) {
  return {
    name: family,
    image,
    essential: true,
    ...(!isSizedAsTask && { cpu, memory }),
    ...(port !== undefined && { portMappings: [{ containerPort: port, protocol: 'tcp' as const }] }),
    logConfiguration: {
      logDriver: 'awslogs' as const,
      options: { 'awslogs-group': logGroup, 'awslogs-region': region, 'awslogs-stream-prefix': family },
    },
  };
}
