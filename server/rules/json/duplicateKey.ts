import type { Field } from '../../document/field';
import { type Found, type TextRule, defineRule } from '../define';
import { inContainer } from '../example';
import { source } from '../sources';

export const duplicateJsonKey = defineRule<TextRule>({
  id: 'duplicate-json-key',
  group: 'json',
  severity: 'warning',
  summary: 'The same name stands twice in one object',
  why: 'Readers keep the last value and drop the others without a word.',
  source: source('RFC 8259, section 4', 'https://www.rfc-editor.org/rfc/rfc8259#section-4'),
  good: [
    inContainer('"cpu":1,"essential":true'),
    '{"family":"a",{{#if x}}"cpu":"1",{{else}}"cpu":"2",{{/if}}"memory":"3"}',
  ],
  examples: [
    { bad: inContainer('"cpu":1,«"cpu"»:2'), fixed: inContainer('"cpu":2') },
    { bad: '{"family":"a",«"family"»:"b"}', fixed: '{"family":"b"}' },
  ],
  *checkText({ root, gaps }) {
    if (root && gaps.length === 0) yield* repeatedIn(root);
  },
});

function* repeatedIn(field: Field): Iterable<Found> {
  if (field.type === 'array') for (const item of field.items()) yield* repeatedIn(item);
  if (field.type !== 'object') return;
  const seen = new Map<string, Field>();
  const told = new Set<string>();
  for (const member of field.members()) {
    const name = member.name ?? '';
    const first = seen.get(name);
    if (first && !told.has(name)) {
      told.add(name);
      yield {
        at: member.key,
        message: `"${name}" stands twice in this object; only the last one counts`,
        related: [{ at: first.key, message: 'The first one, which is ignored' }],
        fixes: [{ title: `Remove the earlier "${name}"`, safe: true, changes: () => [{ remove: first.path }] }],
      };
    }
    seen.set(name, first ?? member);
    yield* repeatedIn(member);
  }
}
