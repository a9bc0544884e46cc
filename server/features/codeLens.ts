import type { CodeLens } from 'vscode-languageserver-types';
import type { LintOptions } from '../lint/finding';
import { capacityLenses } from './capacities';
import { type Source, rangeOf } from './source';

/** The client's command that runs a file; its argument is the URI. */
const runCommand = 'taskdef.task.run';

/** Run, above `family`, and what the file fits. Nothing where no container could be run. */
export function codeLenses(source: Source, options: LintOptions = {}): CodeLens[] {
  const { root, task } = source.document;
  if (!root || !task || task.containers.length === 0) return [];
  const at = task.root?.get('family') ?? task.root?.get('containerDefinitions') ?? root;
  return [
    {
      range: rangeOf(source, at.keySpan),
      command: { title: 'Run ▶', command: runCommand, arguments: [source.text.uri] },
    },
    ...capacityLenses(source, options),
  ];
}
