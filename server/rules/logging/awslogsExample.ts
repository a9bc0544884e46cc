/** Awslogs with its group, its Region, and more options, for examples. */
export const log = (options: string): string =>
  `"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"a","awslogs-region":"eu-west-1"${options && `,${options}`}}}`;
