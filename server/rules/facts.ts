import type { TaskView } from '../document/view';
import { parseArn } from '../model/arn';
import { parseEcrHost, splitImage } from '../model/image';

/** What the file tells about the account it is for, so that a fix can write it out instead of asking. */
export interface AwsFacts {
  readonly partition: string;
  /** Twelve digits, or a placeholder. */
  readonly account: string;
  /** A Region's name, or a placeholder. */
  readonly region: string;
}

/** Read once for each task: a fix of all containers asks for every one of them. */
export const awsFacts = (task: TaskView): AwsFacts => task.remembered(readFacts);

function readFacts(task: TaskView): AwsFacts {
  const arns = [...arnTexts(task)].map(parseArn).filter((arn) => arn !== undefined);
  const hosts = task.containers
    .map((container) => splitImage(container.get('image')?.text ?? '').registry)
    .map((registry) => registry && parseEcrHost(registry))
    .filter((host) => host !== undefined && host !== '');
  const logged = task.containers.map((each) => each.get('logConfiguration')?.get('options')?.member('awslogs-region'));
  const region =
    [
      ...logged.map((field) => field?.known),
      ...hosts.map((host) => host.region),
      ...arns.map((arn) => arn.region),
    ].find((text) => text !== undefined && /^[a-z]{2,5}(-[a-z]+)+-\d+$/.test(text)) ?? '<REGION>';
  const account =
    [...arns.map((arn) => arn.account), ...hosts.map((host) => host.account)].find((text) => /^\d{12}$/.test(text)) ??
    '<ACCOUNT_ID>';
  return { partition: partitionOf(region), account, region };
}

function* arnTexts(task: TaskView): Iterable<string> {
  const roles = [task.root?.get('executionRoleArn'), task.root?.get('taskRoleArn')];
  const secrets = task.containers.flatMap((each) => each.get('secrets')?.items() ?? []);
  for (const field of [...roles, ...secrets.map((secret) => secret.get('valueFrom'))]) {
    if (field?.known !== undefined) yield field.known;
  }
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
