import { api, docker } from '../sources';
import { containerLabel } from '../words';
import { check, commandRule, setWords, startsWithKeyword } from './commandRule';

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
