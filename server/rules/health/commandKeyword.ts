import { inContainer } from '../example';
import { api, docker, issue } from '../sources';
import { containerLabel } from '../words';
import { inOneText } from './commandInOneText';
import { check, commandRule, isKeyword, setWords, startsWithKeyword } from './commandRule';

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
