import type { TaskView } from '../../document/view';
import { type Arn, parseArn } from '../../model/arn';

export interface SeenArn extends Arn {
  readonly text: string;
}

/** Every whole ARN the task definition holds, in the order of the file, each once. */
export const arnsIn = (task: TaskView): readonly SeenArn[] => task.remembered(readArns);

function readArns({ root, containers }: TaskView): readonly SeenArn[] {
  const nodes = root ? root.nodes : containers.flatMap((container) => container.nodes);
  const texts = nodes.flatMap(({ value }) => (typeof value === 'string' && value.startsWith('arn:') ? [value] : []));
  return [...new Set(texts)].flatMap((text) => {
    const arn = parseArn(text);
    return arn ? [{ ...arn, text }] : [];
  });
}
