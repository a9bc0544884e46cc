import { SyntaxKind, createScanner } from 'jsonc-parser';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { Source } from './source';

/**
 * Objects, lists and comments that span lines. Works from brackets, so a file that is half-typed keeps its folds.
 * The closing bracket stays visible.
 */
export function foldingRanges({ document, text }: Source, limit = Number.POSITIVE_INFINITY): FoldingRange[] {
  if (!document.root) return [];
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
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
      case SyntaxKind.BlockCommentTrivia:
        add(lineAt(offset), lineAt(offset + scanner.getTokenLength()), FoldingRangeKind.Comment);
        break;
    }
  }
  return ranges.sort((a, b) => a.startLine - b.startLine).slice(0, limit);
}
