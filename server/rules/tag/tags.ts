import type { Field } from '../../document/field';
import { type CheckRule, defineRule } from '../define';
import { inTask } from '../example';
import { api, securityHub } from '../sources';
import { opening } from '../words';

const tag = (key: string): string => `{"key":${key},"value":"a"}`;

export const tagKeyDuplicate = defineRule<CheckRule>({
  id: 'tag-key-duplicate',
  group: 'tag',
  severity: 'error',
  summary: 'Two tags have the same key',
  why: 'A key has one value. Upper and lower case differ.',
  source: api('Tag'),
  good: [inTask(`"tags":[${tag('"a"')},${tag('"A"')}]`), inTask(`"tags":[${tag('"$$$K$$$"')},${tag('"$$$K$$$"')}]`)],
  examples: [
    { bad: inTask(`"tags":[${tag('"team"')},${tag('«"team"»')}]`), fixed: inTask(`"tags":[${tag('"team"')}]`) },
  ],
  *check(task) {
    const seen = new Map<string, Field>();
    for (const item of task.root?.get('tags')?.items() ?? []) {
      const field = item.get('key');
      if (!field?.known) continue;
      const first = seen.get(field.known);
      if (!first) {
        seen.set(field.known, field);
        continue;
      }
      yield {
        at: field.value,
        message: `Another tag has the key "${field.known}"`,
        related: [{ at: first.value, message: 'The first of that key' }],
        fixes: [{ title: 'Delete this tag', changes: () => [{ remove: item.path }] }],
      };
    }
  },
});

export const tagsMissing = defineRule<CheckRule>({
  id: 'tags-missing',
  absence: 'here',
  group: 'tag',
  severity: 'hint',
  off: true,
  summary: 'The task definition has no tags',
  why: 'Tags say in bills and lists whose it is.',
  source: securityHub(15),
  good: [inTask(`"tags":[${tag('"team"')}]`)],
  examples: [
    {
      bad: `«{»${inTask('').slice(1)}`,
      fixed: `${inTask('').slice(0, -1)},"tags":[{"key":"Name","value":"app"}]}`,
    },
  ],
  *check(task, document) {
    const { root } = task;
    if (!root || root.get('tags') || document.root?.member('tags')) return;
    const value = root.get('family')?.text ?? '';
    yield {
      at: opening(root),
      fixes: [{ title: 'Add a tag', changes: () => [{ set: [...root.path, 'tags'], to: [{ key: 'Name', value }] }] }],
    };
  },
});
