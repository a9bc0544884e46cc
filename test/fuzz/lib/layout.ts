import assert from 'node:assert/strict';
import { type Node, createScanner, parseTree, SyntaxKind } from 'jsonc-parser';

/** How a file is laid out: what a fix has to leave as it is. */
export function assertSameLayout(before: string, after: string): void {
  assert.equal(endOfFile(after), endOfFile(before), 'the end of the file');
  const [was, is] = [lineEnds(before), lineEnds(after)];
  if (was.size === 1)
    assert.deepEqual(
      [...is].filter((end) => !was.has(end)),
      [],
      'line ends',
    );
  const [tabs, blanks] = [/^\t/m, /^ /m];
  if (tabs.test(before) && !blanks.test(before)) assert.doesNotMatch(after, blanks, 'tabs');
  if (blanks.test(before) && !tabs.test(before)) assert.doesNotMatch(after, tabs, 'blanks');
}

const endOfFile = (text: string): string => JSON.stringify(/\s*$/.exec(text.slice(-100))![0]);
const lineEnds = (text: string): Set<string> => new Set(text.match(/\r\n|\n|\r/g) ?? []);

/** The comments of a text, in their order. */
export function commentsIn(text: string): string[] {
  const scanner = createScanner(text);
  const comments: string[] = [];
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan())
    if (token === SyntaxKind.LineCommentTrivia || token === SyntaxKind.BlockCommentTrivia)
      comments.push(scanner.getTokenValue());
  return comments;
}

/** The text with a comment above every member of its outermost object. */
export function commented(text: string): string {
  const members = parseTree(text)?.children?.filter(({ type }: Node) => type === 'property') ?? [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return members.reduceRight((current, { offset }, index) => {
    const line = current.lastIndexOf('\n', offset) + 1;
    if (line === 0 || current.slice(line, offset).trim() !== '') return current;
    return `${current.slice(0, line)}${current.slice(line, offset)}// ${index}${eol}${current.slice(line)}`;
  }, text);
}
