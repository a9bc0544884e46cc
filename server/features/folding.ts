import { SyntaxKind, createScanner } from 'jsonc-parser';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { Source } from './source';

/**
 * Objects, lists, comments that span lines, and `// #region` to `// #endregion`. Works from brackets, so a file that is
 * half-typed keeps its folds. The closing bracket stays visible.
 */
export function foldingRanges({ document, text }: Source, limit = Number.POSITIVE_INFINITY): FoldingRange[] {
  if (!document.root) return [];
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
  const regions: number[] = [];
  let comment: { readonly first: number; last: number } | undefined;
  const lineAt = (offset: number) => text.positionAt(offset).line;
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind) => {
    if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind && { kind }) });
  };

  const scanner = createScanner(document.text);
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    const offset = scanner.getTokenOffset();
    switch (token) {
      case SyntaxKind.OpenBraceToken:
      case SyntaxKind.OpenBracketToken:
        open.push(lineAt(offset));
        break;
      case SyntaxKind.CloseBraceToken:
      case SyntaxKind.CloseBracketToken: {
        const start = open.pop();
        if (start !== undefined) add(start, lineAt(offset) - 1);
        break;
      }
      case SyntaxKind.LineCommentTrivia: {
        const line = lineAt(offset);
        const mark = regionMark.exec(document.text.slice(offset, offset + scanner.getTokenLength()))?.[1];
        if (mark === 'region') regions.push(line);
        else if (mark) add(regions.pop() ?? line, line, FoldingRangeKind.Region);
        if (mark || !isAlone(document.text, offset)) break;
        if (comment?.last === line - 1) comment.last = line;
        else {
          if (comment) add(comment.first, comment.last, FoldingRangeKind.Comment);
          comment = { first: line, last: line };
        }
        break;
      }
      case SyntaxKind.BlockCommentTrivia:
        add(lineAt(offset), lineAt(offset + scanner.getTokenLength()), FoldingRangeKind.Comment);
        break;
    }
  }
  if (comment) add(comment.first, comment.last, FoldingRangeKind.Comment);
  return ranges.sort((a, b) => a.startLine - b.startLine).slice(0, limit);
}

/** As the editor's own JSON takes them. */
const regionMark = /^\/\/\s*#?(region|endregion)\b/;

/** Whether nothing but blanks stands before an offset on its line. */
const isAlone = (text: string, offset: number): boolean =>
  text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
