/** Frames for the examples of rules: a fragment in an otherwise valid definition, so that only the point stands out. */

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(',');

/** Members of the one container of an EC2 task. */
export const inContainer = (members: string, task = ''): string =>
  `{${join('"family":"app"', task, `"containerDefinitions":[{${join('"name":"web","image":"nginx:1.27","memory":512', members)}}]`)}}`;

/** Whole containers of an EC2 task. */
export const withContainers = (containers: string, task = ''): string =>
  `{${join('"family":"app"', task, `"containerDefinitions":[${containers}]`)}}`;

/** Members of an EC2 task with one container. */
export const inTask = (members: string): string => inContainer('', members);

/** Members of a Fargate task of the smallest size with one container. */
export const inFargate = (members: string, container = ''): string =>
  `{${join(
    '"family":"app","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512"',
    members,
    `"containerDefinitions":[{${join('"name":"web","image":"nginx:1.27"', container)}}]`,
  )}}`;
