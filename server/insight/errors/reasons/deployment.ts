import type { StopReason } from '../reason';

/** What ECS says of services and deployments where the definition is the smaller part of it, or none. */
export const deploymentReasons: readonly StopReason[] = [
  {
    when: /services? with an? (?:CODE_DEPLOY|EXTERNAL) deployment controller/i,
    title: 'Another service than ECS carries out the deployments of this service',
    meaning:
      'With the deployment controller CODE_DEPLOY or EXTERNAL, UpdateService may change the count of tasks and little else. Nothing is wrong with the file.',
    change:
      'Register the file, then start a deployment of CodeDeploy whose AppSpec names the new revision (or a task set, for EXTERNAL).',
  },
  {
    when: /Deployment Circuit ?Breaker/i,
    title: 'ECS gave the deployment up, because its tasks kept failing',
    meaning: 'So many tasks in a row did not start, or failed their health checks, that ECS stopped trying.',
    change: 'Look at the reason of a stopped task of that deployment, and have that explained.',
    about: ['image', 'healthCheck'],
  },
  {
    when: /deployment failed: tasks failed to start/i,
    title: 'The tasks of the deployment do not start',
    meaning: 'The deployment was given up. Each of its stopped tasks says why.',
    change: 'Look at the reason of a stopped task of that deployment, and have that explained.',
    about: ['image', 'executionRoleArn'],
  },
  {
    when: /does not have an associated load balancer/i,
    title: 'The target group belongs to no load balancer yet',
    meaning: 'ECS takes a target group only once a listener sends to it. That is not in this file.',
    change: 'Make the listener or its rule first; in Terraform let the service depend on it (depends_on).',
  },
  {
    when: /Creation of service was not idempotent/i,
    title: 'There is a service of that name already, and it differs',
    meaning: 'The cluster has it, or is still letting it end.',
    change: 'Update that service, wait until it is gone, or take another name.',
  },
  {
    when: /service that is still Draining/i,
    title: 'The service of that name is still ending',
    meaning: 'After DeleteService its tasks run down first; until then the name is taken.',
    change: 'Wait until it is INACTIVE (aws ecs wait services-inactive), and try again.',
  },
  {
    when: /ServiceNotActiveException|Service was not ACTIVE|ServiceNotFoundException|Service not found/i,
    title: 'There is no such service to update',
    meaning: 'It was deleted, or it is in another cluster, account or Region.',
    change: 'Compare the name and cluster of the call with what is there, or create the service.',
  },
  {
    when: /ClusterNotFoundException|Cluster not found/i,
    title: 'There is no such cluster',
    meaning: 'A call that names none means the one called "default", in the Region of whoever calls.',
    change: 'Name the cluster, and compare account and Region.',
  },
  {
    when: /both a launch type and (?:a )?capacity provider strategy/i,
    title: 'A service has a launch type or a capacity provider strategy, not both',
    meaning: 'Either says where tasks run. Neither stands in this file.',
    change: 'Take one of the two out of the service or the call.',
  },
  {
    when: /Assign public IP is not supported for this launch type/i,
    title: 'Only Fargate gives a task a public address',
    meaning: 'On EC2 the network interface of a task in mode awsvpc has private addresses alone.',
    change: 'Set assignPublicIp to DISABLED and give the subnet a NAT gateway, or run the task on Fargate.',
    about: ['requiresCompatibilities', 'networkMode'],
  },
  {
    when: /platform version must be null when specifying an EC2/i,
    title: 'Platform versions are for Fargate only',
    meaning: 'The call names one for a launch type that has none.',
    change: 'Take the platform version out of the service or the call, or launch on Fargate.',
    about: ['requiresCompatibilities'],
  },
  {
    when: /requested CPU configuration is above your limit/i,
    title: 'The account may not run a task of this size',
    meaning: 'A quota of the account counts the vCPUs of its Fargate tasks; those of new accounts are low.',
    change: 'Ask for a higher quota, or give the task less "cpu".',
    about: ['cpu'],
  },
  {
    when: /new ARN and resource ID format must be enabled/i,
    title: 'The account still uses the short ARNs of tasks and services',
    meaning: 'Tags need the long form. That is a setting of the account, not in this file.',
    change:
      'Turn it on (aws ecs put-account-setting-default --name serviceLongArnFormat --value enabled) and try again.',
  },
  {
    when: /account is currently blocked|BlockedException/i,
    title: 'AWS has blocked the account',
    meaning: 'Mostly because it is new and not verified yet, or for a bill. Nothing is wrong with the file.',
    change: 'Write to AWS Support.',
  },
];
