import type { TaskView } from '../../document/view';
import type { Arn } from '../../model/arn';

export interface SeenArn extends Arn {
  readonly text: string;
}

/** Every whole ARN (parts may be placeholders) the task definition holds, in the order of the file, each once. */
export const arnsIn = (task: TaskView): readonly SeenArn[] => task.remembered(readArns);

function readArns({ root, containers }: TaskView): readonly SeenArn[] {
  const nodes = root ? root.nodesOf('string') : containers.flatMap((container) => container.nodesOf('string'));
  const texts = nodes.flatMap(({ value }) => ((value as string).startsWith('arn:') ? [value as string] : []));
  return [...new Set(texts)].flatMap((text) => {
    const [, partition = '', service = '', region = '', account = '', ...resource] = splitArn(text);
    const rest = resource.join(':');
    return rest === '' ? [] : [{ text, partition, service, region, account, resource: rest }];
  });
}

/** At its colons, but not at those inside of a placeholder. */
export function splitArn(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (char === ':' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
