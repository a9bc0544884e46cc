import { isEssential } from '../../../document/view';
import { type Context, containersToWaitFor } from '../context';
import type { Writer } from '../writer';
import type { Block } from './block';

export const dependencies: readonly Block[] = [
  {
    label: 'Wait until healthy',
    detail: 'for a container with a health check',
    isLegal: (context) => withCheck(context).length > 0,
    write: (writer, context) => [dependency(writer, withCheck(context), 'HEALTHY')],
  },
  {
    label: 'Wait until it has succeeded',
    detail: 'for a container that ends',
    isLegal: (context) => ending(context).length > 0,
    write: (writer, context) => [dependency(writer, ending(context), 'SUCCESS')],
  },
];

const dependency = (writer: Writer, names: readonly string[], condition: string): string =>
  writer.object([
    writer.member('containerName', writer.chosenText(names)),
    writer.member('condition', `"${condition}"`),
  ]);

const withCheck = (context: Context): string[] =>
  containersToWaitFor(context).filter((name) => context.task.container(name)?.get('healthCheck'));

const ending = (context: Context): string[] =>
  containersToWaitFor(context).filter((name) => {
    const target = context.task.container(name);
    return target !== undefined && !isEssential(target);
  });
