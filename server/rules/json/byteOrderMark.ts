import { type TextRule, defineRule } from '../define';
import { source } from '../sources';

export const byteOrderMark = defineRule<TextRule>({
  id: 'byte-order-mark',
  group: 'json',
  severity: 'warning',
  summary: 'The file begins with a byte order mark, which the AWS CLI refuses',
  why: 'Some editors put three invisible bytes in front of UTF-8 text. JSON forbids them, and readers stumble over the first character.',
  source: source('RFC 8259, section 8.1', 'https://www.rfc-editor.org/rfc/rfc8259#section-8.1'),
  good: ['{"family":"app","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}'],
  examples: [{ bad: '«\uFEFF»{"family":"app"}', fixed: '{"family":"app"}' }],
  *checkText(document) {
    const mark = document.problems.find(({ code }) => code === 'ByteOrderMark');
    if (!mark) return;
    yield {
      at: { pointer: '', span: mark },
      fixes: [{ title: 'Remove the byte order mark', safe: true, changes: () => [{ replace: mark, with: '' }] }],
    };
  },
});
