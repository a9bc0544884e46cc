import type { Field } from '../../document/field';
import type { ContainerField } from '../../document/view';
import { type CheckRule, type Found, defineRule } from '../define';
import { inContainer } from '../example';
import { isTemplated, wordsOf } from '../container/shell';
import { perTask } from '../perTask';
import { api, docker, issue } from '../sources';
import { containerLabel, sentence } from '../words';

/** The command of a health check: a keyword, then a shell script or the words of a program. */

const check = (command: string): string => inContainer(`"healthCheck":{"command":[${command}]}`);

interface Command {
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

const isKeyword = (word: string): boolean => word === 'CMD' || word === 'CMD-SHELL';
const setWords = (list: Field, to: readonly string[], title: string) => ({
  title,
  changes: () => [{ set: list.path, to }],
});

const commandRule = (
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

/** `CMD-SHELL, curl …` as the console's text box takes it, a list written as text, or the keyword with a blank. */
function inOneText(text: string): { readonly keyword: string; readonly command: string } | undefined {
  const whole = text.trim();
  const inside = whole.startsWith('[') && whole.endsWith(']') ? whole.slice(1, -1).trim() : whole;
  const [, keyword, rest] = /^"?(CMD-SHELL|CMD)"?[\s,](.*)$/.exec(inside) ?? [];
  if (keyword === undefined || rest === undefined) return undefined;
  const command = rest.replace(/^[\s,]+/, '');
  return { keyword, command: /^"(.*)"$/.exec(command)?.[1] ?? command };
}

export const healthCheckFirstWord = commandRule(
  {
    id: 'health-check-first-word',
    severity: 'warning',
    summary: 'A health check starts with "CMD" or "CMD-SHELL"',
    why: 'Without the keyword ECS runs the list as the words of one program, so a line with blanks is not found.',
    source: issue('aws/aws-cdk', 34389),
    good: [
      check('"CMD-SHELL","curl -f localhost"'),
      check('"CMD","/healthy"'),
      check('"NONE"'),
      check('"{{ check }}"'),
      check('"CMD-SHELL, curl -f localhost"'),
    ],
    examples: [
      { bad: check('«"curl -f localhost"»'), fixed: check('"CMD-SHELL","curl -f localhost"') },
      { bad: check('«"curl"»,"-f","localhost"'), fixed: check('"CMD","curl","-f","localhost"') },
      { bad: check('«"cmd-shell"»,"exit 0"'), fixed: check('"CMD-SHELL","exit 0"') },
    ],
  },
  ({ container, list, words, item }) => {
    const [first = ''] = words;
    if (first.trim() === '' || isKeyword(first) || first === 'NONE' || (words.length === 1 && inOneText(first)))
      return undefined;
    const upper = first.toUpperCase();
    const meant = isKeyword(upper) ? [upper, ...words.slice(1)] : [words.length === 1 ? 'CMD-SHELL' : 'CMD', ...words];
    return {
      at: item(0).value,
      message: `The health check of ${containerLabel(container)} starts with "${first}" instead of CMD or CMD-SHELL`,
      fixes: [setWords(list, meant, `Start with ${meant[0]!}`)],
    };
  },
);

export const healthCheckNone = commandRule(
  {
    id: 'health-check-none',
    severity: 'warning',
    summary: '"NONE" turns off a health check that ECS does not read',
    why: 'It is how Docker switches off the HEALTHCHECK of an image, which ECS ignores anyway; ECS does not document it.',
    source: docker('HEALTHCHECK', 'reference/dockerfile/#healthcheck'),
    good: [check('"CMD","true"')],
    examples: [{ bad: check('«"NONE"»'), fixed: inContainer('') }],
  },
  ({ list, words, item }) =>
    words.length === 1 && words[0] === 'NONE'
      ? {
          at: item(0).value,
          fixes: [{ title: 'Remove "healthCheck"', changes: () => [{ remove: list.path.slice(0, -1) }] }],
        }
      : undefined,
);

export const healthCheckCmdShellExtraArgs = commandRule(
  {
    id: 'health-check-cmd-shell-extra-args',
    severity: 'warning',
    summary: 'The shell runs the first item after CMD-SHELL only',
    why: 'Docker hands one script to the shell; further items do not reach it as words of the command.',
    source: docker('HEALTHCHECK', 'reference/dockerfile/#healthcheck'),
    good: [check('"CMD-SHELL","curl -f localhost"'), check('"CMD","curl","-f","localhost"')],
    examples: [
      { bad: check('"CMD-SHELL","curl",«"-f"»,"localhost"'), fixed: check('"CMD-SHELL","curl -f localhost"') },
    ],
  },
  ({ container, list, words, item }) =>
    words[0] === 'CMD-SHELL' && words.length > 2 && !startsWithKeyword(words[1]!)
      ? {
          at: item(2).value,
          message: `The health check of ${containerLabel(container)} runs "${words[1]!}" only; the rest is left out`,
          fixes: [setWords(list, ['CMD-SHELL', words.slice(1).join(' ')], 'Join the items')],
        }
      : undefined,
);

const operator = /^(\|\|?|&&|;|>>?|<)$/;
const spacedOperator = /\s(\|\|?|&&|;|>>?|<)(\s|$)|;\s/;
const takesScript = /^(-\w*c|\/c|-command)$/i;

export const healthCheckCmdShellOperators = commandRule(
  {
    id: 'health-check-cmd-shell-operators',
    severity: 'warning',
    summary: 'Without a shell, operators are plain words',
    why: '"CMD" starts one program and hands it "||" as an argument. "CMD-SHELL" runs a script.',
    source: api('HealthCheck'),
    good: [
      check('"CMD-SHELL","curl -f localhost || exit 1"'),
      check('"CMD","sh","-c","curl -f localhost || exit 1"'),
      check('"CMD","grep","a|b","/state"'),
    ],
    examples: [
      {
        bad: check('"CMD","curl","-f","localhost",«"||"»,"exit","1"'),
        fixed: check('"CMD-SHELL","curl -f localhost || exit 1"'),
      },
      {
        bad: check('"CMD",«"curl -f localhost || exit 1"»'),
        fixed: check('"CMD-SHELL","curl -f localhost || exit 1"'),
      },
    ],
  },
  ({ container, list, words, item }) => {
    if (words[0] !== 'CMD') return undefined;
    const at = words.findIndex(
      (word, index) =>
        index > 0 && !takesScript.test(words[index - 1]!) && (operator.test(word) || spacedOperator.test(word)),
    );
    if (at < 0) return undefined;
    return {
      at: item(at).value,
      message: `The health check of ${containerLabel(container)} runs without a shell, so "${words[at]!}" is a plain argument`,
      fixes: [setWords(list, ['CMD-SHELL', words.slice(1).join(' ')], 'Run it in a shell: CMD-SHELL')],
    };
  },
);

const startsWithKeyword = (text: string): boolean => isKeyword(text.trim().split(/[\s,]+/)[0]!);

export const healthCheckDoubleKeyword = commandRule(
  {
    id: 'health-check-double-keyword',
    severity: 'warning',
    summary: 'The keyword of the health check stands there twice',
    why: 'The second one is taken for the name of a program.',
    source: api('HealthCheck'),
    good: [check('"CMD","CMDLINE"'), check('"CMD-SHELL","true"')],
    examples: [
      { bad: check('"CMD-SHELL",«"CMD-SHELL"»,"exit 0"'), fixed: check('"CMD-SHELL","exit 0"') },
      { bad: check('"CMD-SHELL",«"CMD-SHELL exit 0"»'), fixed: check('"CMD-SHELL","exit 0"') },
      { bad: check('"CMD",«"CMD-SHELL"»,"exit 0"'), fixed: check('"CMD-SHELL","exit 0"') },
    ],
  },
  ({ container, list, words, item }) => {
    const [first = '', second = '', ...rest] = words;
    if (!isKeyword(first) || words.length < 2 || !startsWithKeyword(second)) return undefined;
    const [keyword = '', script] = /^\s*(CMD-SHELL|CMD)[\s,]*(.*)$/s.exec(second)?.slice(1) ?? [];
    const meant = [first === 'CMD' ? keyword : first, ...(script ? [script] : []), ...rest];
    return {
      at: item(1).value,
      message: `The health check of ${containerLabel(container)} starts with two keywords, ${first} and ${keyword}`,
      fixes: meant.length > 1 ? [setWords(list, meant, 'Keep one keyword')] : [],
    };
  },
);

export const healthCheckConsoleFormat = commandRule(
  {
    id: 'health-check-console-format',
    severity: 'warning',
    summary: 'Keyword and command of the health check stand in one text',
    why: 'The console takes "CMD-SHELL, curl …" in one box. In JSON the keyword is an item of its own.',
    source: api('HealthCheck'),
    good: [check('"CMD-SHELL","curl -f localhost"'), check('"CMD-SHELL"')],
    examples: [
      { bad: check('«"CMD-SHELL, curl -f localhost"»'), fixed: check('"CMD-SHELL","curl -f localhost"') },
      { bad: check('«"CMD-SHELL curl -f localhost"»'), fixed: check('"CMD-SHELL","curl -f localhost"') },
      { bad: check('«"CMD-SHELL [ -f /up ]"»'), fixed: check('"CMD-SHELL","[ -f /up ]"') },
      { bad: check('«"CMD,curl,-f,localhost"»'), fixed: check('"CMD","curl","-f","localhost"') },
      {
        bad: check('«"[\\"CMD-SHELL\\", \\"curl -f localhost\\"]"»'),
        fixed: check('"CMD-SHELL","curl -f localhost"'),
      },
    ],
  },
  ({ container, list, words, item }) => {
    const found = words.length === 1 ? inOneText(words[0]!) : undefined;
    if (!found?.command) return undefined;
    const { keyword, command } = found;
    const meant = keyword === 'CMD' ? command.split(/"?\s*,\s*"?|\s+/) : [command];
    return {
      at: item(0).value,
      message: `${sentence(containerLabel(container))}: keyword and command of the health check stand in one text`,
      fixes: [setWords(list, [keyword, ...meant], 'Split it')],
    };
  },
);

export const healthCheckNoExit1 = commandRule(
  {
    id: 'health-check-no-exit-1',
    severity: 'hint',
    off: true,
    summary: 'This check may succeed although the answer was an error',
    why: 'curl and wget end well for an error page unless told otherwise; other exit codes than 0 and 1 are reserved.',
    source: api('HealthCheck'),
    good: [
      check('"CMD-SHELL","curl -f localhost"'),
      check('"CMD-SHELL","wget --spider localhost"'),
      check('"CMD-SHELL","curl localhost || exit 1"'),
      check('"CMD-SHELL","pg_isready"'),
    ],
    examples: [
      { bad: check('"CMD-SHELL",«"curl localhost"»'), fixed: check('"CMD-SHELL","curl localhost || exit 1"') },
    ],
  },
  ({ list, words, item }) => {
    const [first, script = ''] = words;
    const isSafe = /\s-\w*f|--fail|--spider|exit 1/.test(script);
    return first === 'CMD-SHELL' && words.length === 2 && /\b(curl|wget)\b/.test(script) && !isSafe
      ? { at: item(1).value, fixes: [setWords(list, ['CMD-SHELL', `${script} || exit 1`], 'Append || exit 1')] }
      : undefined;
  },
);
