import type { DocumentLink } from 'vscode-languageserver-types';
import type { Field } from '../document/field';
import { logsWith } from '../rules/logging/options';
import { consolePage, logGroupPage } from './consolePage';
import { registryPage } from './registryPage';
import { type Source, rangeOf } from './source';

/** An image leads to its registry's page; an ARN and a log group lead to the AWS console. What holds a placeholder leads nowhere. */
export function documentLinks(source: Source): DocumentLink[] {
  const { root, task } = source.document;
  if (!root || !task) return [];
  const images = task.containers.flatMap((container) => container.get('image') ?? []);
  return [
    ...images.flatMap((image) => linkTo(source, image, registryPage, 'Open the image in its registry')),
    ...logsWith(task, 'awslogs').flatMap((log) => {
      const [group, region] = [log.option('awslogs-group'), log.option('awslogs-region')?.known];
      const page = (name: string) => (region === undefined ? undefined : logGroupPage(region, name));
      return group ? linkTo(source, group, page, 'Open the log group in the AWS console') : [];
    }),
    ...stringsIn(root).flatMap((field) => linkTo(source, field, consolePage, 'Open in the AWS console')),
  ];
}

function linkTo(
  source: Source,
  field: Field,
  page: (text: string) => string | undefined,
  tooltip: string,
): DocumentLink[] {
  const target = field.known === undefined ? undefined : page(field.known);
  if (!target) return [];
  const { offset, length } = field.span;
  return [{ range: rangeOf(source, { offset: offset + 1, length: Math.max(0, length - 2) }), target, tooltip }];
}

function stringsIn(field: Field): Field[] {
  if (field.type === 'string') return [field];
  const children: readonly Field[] = field.type === 'object' ? field.members() : field.items();
  return children.flatMap(stringsIn);
}
