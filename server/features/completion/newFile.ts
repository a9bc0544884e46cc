import { CompletionItemKind } from 'vscode-languageserver-types';
import type { Document } from '../../document/document';
import { TaskView } from '../../document/view';
import { lookup } from '../../schema/lookup';
import { skeleton } from './skeleton';
import type { Suggestion } from './suggestion';
import type { Writer } from './writer';

/** Whole task definitions, for a file that is still empty. */
export function newFile(document: Document): Suggestion[] {
  if (document.form !== 'unreadable') return [];
  return [
    {
      label: 'Task definition for Fargate',
      kind: CompletionItemKind.File,
      insert: (writer) =>
        writer.object([
          family(writer),
          writer.member('requiresCompatibilities', '["FARGATE"]'),
          writer.member('networkMode', '"awsvpc"'),
          writer.member('cpu', '"256"'),
          writer.member('memory', '"512"'),
          containers(writer),
        ]),
    },
    {
      label: 'Task definition for EC2',
      kind: CompletionItemKind.File,
      insert: (writer) =>
        writer.object([
          family(writer),
          writer.member('requiresCompatibilities', '["EC2"]'),
          writer.member('memory', `"${writer.stop('512')}"`),
          containers(writer),
        ]),
    },
  ];
}

const family = (writer: Writer): string => writer.member('family', `"${writer.stop('app')}"`);

const containers = (writer: Writer): string =>
  writer.member(
    'containerDefinitions',
    skeleton(lookup(['containerDefinitions'])!, { task: new TaskView(undefined, undefined), path: [] }, writer),
  );
