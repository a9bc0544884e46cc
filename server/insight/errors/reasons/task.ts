import type { StopReason } from '../reason';

/** What the scheduler says about a task. */
export const taskReasons: readonly StopReason[] = [
  {
    when: /does not support launch_?type|not compatible with launch type|no compatible/i,
    title: 'The definition does not fit this launch type',
    meaning: 'ECS worked out which capacities it fits when it was registered, and this is not among them.',
    change:
      'Name the type in "requiresCompatibilities" and register again: then the reason shows. taskdef compat lists it now.',
    rules: ['compat-missing'],
    about: ['requiresCompatibilities', 'networkMode'],
  },
  {
    when: /No Container Instances were found in your (?:cluster|capacity provider)/i,
    title: 'The cluster has no instances to run the task on',
    meaning: 'None is registered, or the task was meant for another capacity and ran as EC2.',
    change: 'Add instances, or run the task with the launch type or capacity provider it is made for.',
    about: ['requiresCompatibilities'],
  },
  {
    when: /Capacity is unavailable at this time/i,
    title: 'AWS has no room for the task at the moment',
    meaning: 'Fargate has no free capacity of this size in that zone. That is not in this file.',
    change: 'Try again later, or allow more subnets in other zones.',
    about: ['cpu', 'memory'],
  },
  {
    when: /RESOURCE:(?:CPU|MEMORY|PORTS|GPU|ENI)|insufficient (?:cpu|memory)|no container instance met all of its requirements|missing an attribute|ATTRIBUTE: missing|MemberOf placement constraint|insufficient (?:CPU|memory) units/i,
    title: 'No instance has room for the task',
    meaning:
      'None has enough cpu, memory, free ports or network interfaces left, or the attributes that the task needs.',
    change: 'Ask for less, add instances, or loosen ports and placement constraints.',
    rules: ['host-port-static', 'container-memory-looks-like-bytes', 'placement-constraint-expression-syntax'],
    about: ['cpu', 'memory', 'placementConstraints'],
  },
  {
    when: /failed container health checks|container.{0,60}unhealthy/i,
    title: 'A container failed its health check',
    meaning: 'The command of "healthCheck" failed as often as "retries" says, or it does not exist in the image.',
    change: 'Run the command inside the image; allow more "startPeriod" for a slow start.',
    rules: [
      'health-check-first-word',
      'health-check-cmd-shell-operators',
      'health-check-console-format',
      'health-check-no-exit-1',
    ],
    about: ['healthCheck'],
  },
  {
    when: /failed ELB health checks|unhealthy in \(?target-group|Target\.(?:Timeout|ResponseCodeMismatch)|Health checks failed/i,
    title: 'The load balancer finds the task unhealthy',
    meaning:
      'It got no answer, or not the expected one, at the port and path of its target group. That is not in this file.',
    change:
      'Compare path, port and grace period with the service; let the security group of the task accept the load balancer.',
    about: ['portMappings'],
  },
  {
    when: /dependency .{0,100}(?:did not|failed|never)|dependency graph:|TaskDependencyError|did not transition to (?:healthy|success|complete)/i,
    title: 'A container that others wait for did not get there',
    meaning: 'A condition of "dependsOn" was not met: the container failed, or took longer than its "startTimeout".',
    change: 'Look at that container first; then at the condition and "startTimeout".',
    rules: ['depends-on-cycle', 'depends-on-healthy-without-health-check', 'depends-on-complete-on-essential'],
    about: ['dependsOn', 'startTimeout'],
  },
  {
    when: /Scaling activity initiated|ServiceSchedulerInitiated/i,
    title: 'The service replaced or removed the task',
    meaning: 'A deployment or a change of the desired count; no fault of the task.',
    change: 'Look at the events of the service when it was not expected.',
  },
  {
    when: /maintenance on the underlying infrastructure/i,
    title: 'AWS replaced the machine below the task',
    meaning:
      'Fargate and managed hosts are patched now and then; a service starts another task first. No fault of the task.',
    change: 'End cleanly on SIGTERM, and run more than one task where an interruption hurts.',
    about: ['stopTimeout'],
  },
  {
    when: /Host EC2 .{0,60}(?:terminated|stopped)/i,
    title: 'The instance that ran the task is gone',
    meaning: 'It was terminated: by scaling in, by a person, or as Spot capacity. No fault of the task.',
    change: 'Let instances drain before they end, and run more than one task where an interruption hurts.',
    about: ['stopTimeout'],
  },
  {
    when: /Spot.{0,40}interrupt|SpotInterruption|TerminationNotice/i,
    title: 'AWS took back the capacity',
    meaning: 'Spot capacity ends two minutes after a notice; containers get SIGTERM at its beginning.',
    change: 'End cleanly on SIGTERM; raise "stopTimeout" up to 120 seconds.',
    about: ['stopTimeout'],
  },
  {
    when: /Essential container in task exited|EssentialContainerExited/i,
    title: 'An essential container ended, so the task did',
    meaning: 'Any end of an essential container, also with code 0, stops all others.',
    change: 'Look at the exit code and reason of that container; mark helpers that may end with "essential": false.',
    about: ['essential'],
  },
  {
    when: /TaskFailedToStart|Task failed to start/i,
    title: 'The task stopped before it was running',
    meaning: 'A pull, a start, a dependency or a resource failed. The reasons of its containers say which.',
    change: 'Look at the reason of each container (aws ecs describe-tasks).',
    about: ['image', 'executionRoleArn'],
  },
  {
    when: /TargetNotConnectedException|execute command (?:failed|was not enabled)/i,
    title: 'ECS Exec cannot reach the container',
    meaning:
      'The agent inside has no channel: Exec is off for the task, its role lacks ssmmessages, or the root file system is read-only.',
    change: 'Run the task with enableExecuteCommand, and give the task role what taskdef iam --exec prints.',
    about: ['taskRoleArn', 'readonlyRootFilesystem'],
  },
];
