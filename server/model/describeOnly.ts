/**
 * Members that only DescribeTaskDefinition and RegisterTaskDefinition put out (API TaskDefinition, 2026-07): registering
 * refuses them, a run does not need them.
 */
export const describeOnlyMembers = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
] as const;
