import type { Node } from 'jsonc-parser';
import { Field } from '../../document/field';
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
    if (!root || gaps.length > 0) return;
    for (const node of root.nodesOf('object').filter(hasRepetition)) yield* repeatedIn(node);
  },
});

function* repeatedIn({ children = [] }: Node): Iterable<Found> {
  const told = new Set<unknown>();
  for (const [index, property] of children.entries()) {
    const [key, value] = property.children ?? [];
    if (!key || !value || told.has(key.value)) continue;
    const earlier = children.findIndex((other) => other.children?.[0]?.value === key.value);
    const first = earlier < index ? children[earlier]?.children?.[1] : undefined;
    if (!first) continue;
    told.add(key.value);
    yield repetition(Field.of(first), Field.of(value));
  }
}

/** Whether two members have one name; few members are compared with each other, many through a set. */
function hasRepetition({ children }: Node): boolean {
  if (!children || children.length < 2) return false;
  if (children.length > 12)
    return new Set(children.map((property): unknown => property.children?.[0]?.value)).size < children.length;
  for (let index = 1; index < children.length; index++) {
    const name: unknown = children[index]!.children?.[0]?.value;
    for (let earlier = 0; earlier < index; earlier++) {
      if (children[earlier]!.children?.[0]?.value === name) return true;
    }
  }
  return false;
}

const repetition = (first: Field, second: Field): Found => ({
  at: second.key,
  message: `"${second.name!}" stands twice in this object; only the last one counts`,
  related: [{ at: first.key, message: 'The first one, which is ignored' }],
  fixes: [{ title: `Remove the earlier "${first.name!}"`, safe: true, changes: () => [{ remove: first.path }] }],
});
