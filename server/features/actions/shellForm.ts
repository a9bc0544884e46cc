import { type CodeAction, CodeActionKind } from 'vscode-languageserver-types';
import type { Field } from '../../document/field';
import { touches } from '../../document/span';
import type { ContainerField } from '../../document/view';
import { isTemplated, wordsOf } from '../../rules/container/shell';
import { type ActionProvider, type ActionRequest, actionOf } from './action';
import { quoteWord, splitWords } from './shellWords';

const kind = CodeActionKind.RefactorRewrite;

/** Turns a command that a shell runs into its words, and words into a line for a shell. */
export const convertCommand: ActionProvider = {
  kind,
  offer(request): CodeAction[] {
    const { task } = request.source.document;
    if (!task || task.os === 'windows') return [];
    return task.containers.flatMap((container) => [
      ...rewritten(request, container.get('healthCheck')?.get('command'), otherHealthCheck),
      ...(runsByItself(container) ? rewritten(request, container.get('command'), otherCommand) : []),
    ]);
  },
};

interface Rewriting {
  readonly title: string;
  readonly words: readonly string[];
}

function rewritten(
  { source, span }: ActionRequest,
  list: Field<string[]> | undefined,
  rewrite: (words: readonly string[]) => Rewriting | undefined,
): CodeAction[] {
  const words = list && touches(list.property ?? list.node, span.offset) ? wordsOf(list) : undefined;
  const other = words && !isTemplated(words) ? rewrite(words) : undefined;
  return list && other ? actionOf(source, other.title, kind, [{ set: list.path, to: other.words }]) : [];
}

/** With an entry point, `command` is only what follows it. */
const runsByItself = (container: ContainerField): boolean => container.get('entryPoint') === undefined;

const throughShell = 'Run it through a shell';
const withoutShell = 'Run it without a shell';

function otherHealthCheck([form, ...rest]: readonly string[]): Rewriting | undefined {
  if (form === 'CMD' && rest.length > 0) {
    return { title: throughShell, words: ['CMD-SHELL', rest.map(quoteWord).join(' ')] };
  }
  // Any other status than 0 is a failure, so that nothing is lost with this ending.
  const words =
    form === 'CMD-SHELL' && rest.length === 1 ? splitWords(rest[0]!.replace(/\|\|\s*exit 1\s*$/, '')) : undefined;
  return words && { title: withoutShell, words: ['CMD', ...words] };
}

/** `exec` lets the program take the shell's place, so that it still gets the signals. */
function otherCommand(words: readonly string[]): Rewriting | undefined {
  const isShell = /^(?:\/bin\/)?sh$/.test(words[0] ?? '') && words[1] === '-c';
  if (!isShell) return { title: throughShell, words: ['sh', '-c', `exec ${words.map(quoteWord).join(' ')}`] };
  const split = words.length === 3 ? splitWords(words[2]!.replace(/^\s*exec\s+/, '')) : undefined;
  return split && { title: withoutShell, words: split };
}
