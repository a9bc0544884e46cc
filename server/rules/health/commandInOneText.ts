import { api } from '../sources';
import { containerLabel, sentence } from '../words';
import { check, commandRule, setWords } from './commandRule';

/** `CMD-SHELL, curl …` as the console's text box takes it, a list written as text, or the keyword with a blank. */
export function inOneText(text: string): { readonly keyword: string; readonly command: string } | undefined {
  const whole = text.trim();
  const inside = whole.startsWith('[') && whole.endsWith(']') ? whole.slice(1, -1).trim() : whole;
  const [, keyword, rest] = /^"?(CMD-SHELL|CMD)"?[\s,](.*)$/.exec(inside) ?? [];
  if (keyword === undefined || rest === undefined) return undefined;
  const command = rest.replace(/^[\s,]+/, '');
  return { keyword, command: /^"(.*)"$/.exec(command)?.[1] ?? command };
}

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
