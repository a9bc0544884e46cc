import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import { isTemplated, wordsOf } from '../container/shell';
import { type CheckRule, type Fix, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { perTask } from '../perTask';

/** The command of a health check: a keyword, then a shell script or the words of a program. */

export interface Command {
  readonly container: ContainerField;
  readonly list: Field<string[]>;
  readonly words: readonly string[];
  /** The item as a field, to point at. */
  readonly item: (index: number) => Field;
}

/** Health checks whose command can be read; templates are left alone. */
const commandsOf = perTask((task): readonly Command[] =>
  task.containers.flatMap((container) => {
    const list = container.get('healthCheck')?.get('command');
    const words = wordsOf(list);
    if (!list || !words || isTemplated(words)) return [];
    const items = list.items();
    return [{ container, list, words, item: (index: number) => items[index]! }];
  }),
);

/** A rule that looks at each command by itself. */
export const commandRule = (
  words: Omit<CheckRule, 'group' | 'check' | 'inContainerArray'>,
  find: (command: Command) => Found | undefined,
): CheckRule =>
  defineRule<CheckRule>({
    group: 'health',
    inContainerArray: true,
    ...words,
    *check(task) {
      for (const command of commandsOf(task)) {
        const found = find(command);
        if (found) yield found;
      }
    },
  });

export const isKeyword = (word: string): boolean => word === 'CMD' || word === 'CMD-SHELL';

/** Also where text follows the keyword: `CMD-SHELL exit 0`. */
export const startsWithKeyword = (text: string): boolean => isKeyword(text.trim().split(/[\s,]+/)[0]!);

/** Replaces the whole command. */
export const setWords = (list: Field, to: readonly string[], title: string): Fix => ({
  title,
  changes: () => [{ set: list.path, to }],
});

/** A container with such a health check, for examples. */
export const check = (command: string): string => inContainer(`"healthCheck":{"command":[${command}]}`);
