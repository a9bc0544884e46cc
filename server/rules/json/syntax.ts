import { type SyntaxProblem, isOfOneToken } from '../../document/syntax';
import { syntaxMessage } from '../../document/syntaxMessage';
import { type TextRule, defineRule } from '../define';
import { source } from '../sources';
import { syntaxFixes } from './syntaxFixes';

const rfc = source(
  'RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format',
  'https://www.rfc-editor.org/rfc/rfc8259',
);

/** Problems other rules speak about. */
const notSyntax: ReadonlySet<SyntaxProblem['code']> = new Set(['ByteOrderMark', 'Template']);

export const jsonSyntax = defineRule<TextRule>({
  id: 'json-syntax',
  group: 'json',
  severity: 'error',
  summary: 'The file is not valid JSON',
  why: 'The AWS CLI reads strict JSON: no comments, no commas at the end, double quotes around names and texts.',
  awsMessage: 'Invalid JSON received.',
  source: rfc,
  good: ['{"family":"app","containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":512}]}'],
  examples: [
    { bad: '{"family":"app"«,»}', fixed: '{"family":"app"}' },
    { bad: '{"family":"app" «// ours»\n}', fixed: '{"family":"app"}' },
    { bad: `{«'family'»:"app"}`, fixed: '{"family":"app"}' },
    { bad: '{«family»:"app"}', fixed: '{"family":"app"}' },
    { bad: '{"family":"app" «"cpu"»:"256"}', fixed: '{"family":"app","cpu":"256"}' },
    { bad: '{"family":"app","enableFaultInjection":«False»}', fixed: '{"family":"app","enableFaultInjection":false}' },
    { bad: '{"family":«"app»\n}' },
    { bad: '{"family":«"a\\pp"»}', fixed: '{"family":"a\\\\pp"}' },
    { bad: '{"family":"app"} «{»}' },
  ],
  *checkText(document) {
    for (const problem of document.problems) {
      if (notSyntax.has(problem.code)) continue;
      yield {
        at: { pointer: '', span: problem },
        message: ownWords[problem.code] ?? syntaxMessage(problem, document.text),
        // Where brackets do not pair up, a comma would be put between things that do not belong together.
        fixes: document.isTorn && !isOfOneToken(problem) ? [] : syntaxFixes(problem, document.text),
      };
    }
  },
});

/** Where more can be said of a task definition than of any JSON. */
const ownWords: Partial<Readonly<Record<SyntaxProblem['code'], string>>> = {
  InvalidCommentToken: 'JSON has no comments, and the AWS CLI refuses them',
  EndOfFileExpected: 'The definition is complete here, but the file goes on',
  TooDeep: 'Nested too deeply to be read; a task definition has about ten levels',
  TooLarge: 'Too large to be read; ECS takes 64 KiB at most',
};
