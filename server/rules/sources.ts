import type { Rule } from './define';

/** Where the facts of the rules come from. One date for all: the day the catalogue was last compared with the pages. */
type Source = Rule['source'];

const date = '2026-11-22';
const docs = 'https://docs.aws.amazon.com/AmazonECS/latest';

/** A shape or action of the ECS API Reference. */
export const api = (shape: string): Source => ({
  text: `${shape} in the ECS API Reference`,
  url: `${docs}/APIReference/API_${shape}.html`,
  date,
});

/** A page of the ECS Developer Guide, by the name in its address. */
export const guide = (page: string, text: string): Source => ({
  text: `${text} in the ECS Developer Guide`,
  url: `${docs}/developerguide/${page}.html`,
  date,
});

export const fargateGuide = guide('task_definition_parameters', 'Task definition parameters for Fargate');
export const ec2Guide = guide('task_definition_parameters_ec2', 'Task definition parameters for Amazon EC2');
export const managedInstancesGuide = guide(
  'task_definition_parameters-managed-instances',
  'Task definition parameters for Managed Instances',
);
export const taskSizeTable = guide('task-cpu-memory-error', 'Invalid CPU or memory: the table of task sizes');
export const windowsGuide = guide('windows_task_definitions', 'Task definition differences for Windows');

/** The ECS agent's own code. */
export const agent = (text: string): Source => ({
  text: `amazon-ecs-agent: ${text}`,
  url: 'https://github.com/aws/amazon-ecs-agent',
  date,
});

export const docker = (text: string, page: string): Source => ({
  text: `${text} in the Docker documentation`,
  url: `https://docs.docker.com/${page}`,
  date,
});

/** A control of AWS Security Hub for ECS, by its number. */
export const securityHub = (control: number): Source => ({
  text: `Security Hub control ECS.${control}`,
  url: `https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-${control}`,
  date,
});

export const issue = (repository: string, number: number): Source => ({
  text: `${repository} issue ${number}`,
  url: `https://github.com/${repository}/issues/${number}`,
  date,
});

/** Anything else, where a page has no lasting address. */
export const source = (text: string, url?: string): Source => ({ text, ...(url && { url }), date });
