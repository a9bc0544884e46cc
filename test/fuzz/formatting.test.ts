import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { SyntaxKind, createScanner } from 'jsonc-parser';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseText } from '../../server/document/parse';
import { maskTemplate } from '../../server/document/template';
import { formatting } from '../../server/features/formatting';
import { languageId, readSource } from '../../server/lsp/documents';
import { budget } from './lib/budget';
import { fromFiles, madeDocuments } from './lib/documents';
import { fileSeeds } from './lib/seeds';

const uri = 'file:///fuzz/task-definition.json';
type Options = Parameters<typeof formatting>[1];

function formatted(text: string, options: Options): string {
  const source = readSource(TextDocument.create(uri, languageId, 1, text));
  return TextDocument.applyEdits(source.text, formatting(source, options));
}

/** Everything but the space between: what the text means, and what it says beside that. */
function tokens(text: string, read = text): string[] {
  const scanner = createScanner(read);
  const found: string[] = [];
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan())
    if (token !== SyntaxKind.Trivia && token !== SyntaxKind.LineBreakTrivia)
      found.push(text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength()).trimEnd());
  return found;
}

const texts = fc.oneof(
  fc.constantFrom(...fileSeeds.map(({ text }) => text)),
  madeDocuments.map(({ text }) => text),
  fromFiles.map(({ text }) => text).filter((text) => text.length < 20_000),
);
const options = fc.constantFrom<Options>(
  { tabSize: 2, insertSpaces: true },
  { tabSize: 4, insertSpaces: false },
  { tabSize: 4, insertSpaces: true, insertFinalNewline: true },
);

/** As a template reads it: a quote inside a placeholder ends no string. */
const tokensOfTemplate = (text: string): string[] => tokens(text, maskTemplate(text).text);

test('5,000 documents: formatting twice is formatting once, and changes nothing but space', () => {
  fc.assert(
    fc.property(texts, options, (text, chosen) => {
      const once = formatted(text, chosen);
      const before = tokensOfTemplate(text);
      if (!isDeepStrictEqual(tokensOfTemplate(once), before)) assert.deepEqual(tokens(once), tokens(text));
      // Of broken text nobody knows what belongs together, so its layout may still move.
      if (parseText(text, { jsonc: true }).problems.length === 0) assert.equal(formatted(once, chosen), once);
    }),
    budget(5000),
  );
});
