import type { Change } from '../../document/change';
import type { SuppressedRule, Suppression } from '../../document/suppressions';
import { type Span, endOf } from '../../document/span';
import { type SuppressionRule, defineRule } from '../define';
import { closest } from '../similar';
import { source } from '../sources';

const own = source('Taskdef, configuration and suppression', 'https://github.com/taskdef/taskdef#configuration');
const path = 'task-definition.jsonc';
const around = (comment: string): string =>
  `{\n  "family": "app",\n  "containerDefinitions": [{\n    ${comment}\n    "name": "web", "image": "nginx", "memory": 512, "readonlyRootFilesystem": true\n  }]\n}`;

export const suppressionUnknownRule = defineRule<SuppressionRule>({
  id: 'suppression-unknown-rule',
  group: 'json',
  severity: 'warning',
  summary: 'A comment turns off a rule that does not exist',
  why: 'The comment has no effect, and the problem it was written for is still reported, or never was one.',
  source: own,
  good: [around('// taskdef-disable-next-line image-latest-tag -- always the newest')],
  examples: [
    {
      bad: around('// taskdef-disable-next-line «image-latest» -- always the newest'),
      fixed: around('// taskdef-disable-next-line image-latest-tag -- always the newest'),
      path,
    },
    { bad: around('«// taskdef-disable-next-line»'), path },
  ],
  *checkSuppressions({ suppressions, ids }) {
    for (const suppression of suppressions) {
      if (suppression.rules.length === 0) {
        yield {
          at: { pointer: '', span: suppression },
          message: 'This comment names no rule, so it turns nothing off',
        };
      }
      for (const { id, offset, length, effect } of suppression.rules) {
        if (effect !== 'unknown') continue;
        const span = { offset, length };
        const meant = closest(id, ids) ?? startingWith(id, ids);
        yield {
          at: { pointer: '', span },
          message: `There is no rule "${id}"${meant ? `. Did you mean "${meant}"?` : ''}`,
          fixes: meant
            ? [{ title: `Change to "${meant}"`, changes: (): Change[] => [{ replace: span, with: meant }] }]
            : [],
        };
      }
    }
  },
});

/** The one rule whose id begins like this, if there is only one. */
function startingWith(id: string, ids: readonly string[]): string | undefined {
  const all = ids.filter((rule) => rule.startsWith(id));
  return all.length === 1 ? all[0] : undefined;
}

export const suppressionUnused = defineRule<SuppressionRule>({
  id: 'suppression-unused',
  group: 'json',
  severity: 'warning',
  summary: 'A comment turns off a rule that says nothing on this line',
  why: 'What is turned off without need would hide a mistake that is made later.',
  source: own,
  good: [around('// taskdef-disable-next-line image-latest-tag -- always the newest')],
  examples: [
    {
      bad: around('// taskdef-disable-next-line «privileged» -- it needs the host'),
      fixed: around('').replace(/^ *\n/m, ''),
      path,
    },
  ],
  *checkSuppressions({ suppressions, text }) {
    for (const suppression of suppressions) {
      for (const rule of suppression.rules) {
        if (rule.effect !== 'none') continue;
        const span = { offset: rule.offset, length: rule.length };
        const change: Change = { replace: removable(text, suppression, rule), with: '' };
        yield {
          at: { pointer: '', span },
          message: `"${rule.id}" says nothing on this line, so there is nothing to turn off`,
          tag: 'unnecessary',
          fixes: [{ title: 'Remove it', safe: true, changes: () => [change] }],
        };
      }
    }
  },
});

/** The id with its comma, or the whole comment, with its line when nothing else stands there. */
function removable(text: string, suppression: Suppression, rule: SuppressedRule): Span {
  const index = suppression.rules.indexOf(rule);
  const next = suppression.rules[index + 1];
  if (next) return { offset: rule.offset, length: next.offset - rule.offset };
  const previous = suppression.rules[index - 1];
  if (previous) return { offset: endOf(previous), length: endOf(rule) - endOf(previous) };
  let start = suppression.offset;
  while (start > 0 && /[ \t]/.test(text[start - 1]!)) start--;
  const isLineOfItsOwn = start === 0 || /[\r\n]/.test(text[start - 1]!);
  const ending = /^[ \t]*(?:\r\n|\r|\n)/.exec(text.slice(endOf(suppression)))?.[0];
  const end = endOf(suppression) + (isLineOfItsOwn && ending !== undefined ? ending.length : 0);
  return { offset: start, length: end - start };
}
