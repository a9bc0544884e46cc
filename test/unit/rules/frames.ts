/** Frames for cases: a fragment in an otherwise faultless definition, so that only the point stands out. */

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(',');

export const ec2 = '"requiresCompatibilities":["EC2"]';
export const external = '"requiresCompatibilities":["EXTERNAL"]';
export const managed = '"requiresCompatibilities":["MANAGED_INSTANCES"]';
export const windows = '"runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}';
export const linux = '"runtimePlatform":{"operatingSystemFamily":"LINUX"}';
export const awsvpc = '"networkMode":"awsvpc"';
export const host = '"networkMode":"host"';
export const none = '"networkMode":"none"';
export const role = '"executionRoleArn":"ecsTaskExecutionRole"';
export const taskRole = '"taskRoleArn":"app"';
/** Fargate without its size. */
export const fargateOf = (size: string): string => join('"requiresCompatibilities":["FARGATE"]', awsvpc, size);
export const fargate = fargateOf('"cpu":"256","memory":"512"');
export const fargateWindows = join(fargateOf('"cpu":"1024","memory":"2048"'), windows);

/** The root, with the containers in full. */
export const root = (members: string, ...containers: readonly string[]): string =>
  `{${join('"family":"app"', members, `"containerDefinitions":[${containers.join(',')}]`)}}`;

/** One container in full. */
export const named = (name: string, members = ''): string => `{${join(`"name":"${name}","image":"app:1"`, members)}}`;

/** Members of the one container, which has 512 MiB of memory. */
export const inContainer = (members: string, task = ''): string =>
  root(task, named('web', join('"memory":512', members)));

/** Members of the one container of a Fargate task, which has no limits of its own. */
export const onFargate = (members: string, task = ''): string => root(join(fargate, task), named('web', members));

/** Members of the task. */
export const inTask = (members: string): string => inContainer('', members);
