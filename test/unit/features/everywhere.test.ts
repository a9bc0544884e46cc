import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position, Range } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions';
import { codeLenses } from '../../../server/features/codeLens';
import { completion } from '../../../server/features/completion/completion';
import { definition } from '../../../server/features/definition';
import { diagnostics } from '../../../server/features/diagnostics';
import { documentLinks } from '../../../server/features/documentLinks';
import { foldingRanges } from '../../../server/features/folding';
import { formatting } from '../../../server/features/formatting';
import { hover } from '../../../server/features/hover';
import { inlayHints } from '../../../server/features/inlayHints';
import { prepareRename, rename } from '../../../server/features/rename';
import { selectionRanges } from '../../../server/features/selectionRanges';
import type { Source } from '../../../server/features/source';
import { documentSymbols } from '../../../server/features/symbols';
import { languageId, readSource } from '../../../server/lsp/documents';
import { root } from '../../support/root';

const examples = readdirSync(path.join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [name, path.join(root, 'examples', name, 'task-definition.json')] as const);

const sourceOf = (text: string): Source => readSource(TextDocument.create('file:///x.json', languageId, 1, text));

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** Every feature at one place. What it says is tested elsewhere; here it only must not throw. */
function askEverything(source: Source, position: Position): void {
  completion(source, position, { snippets: true });
  hover(source, position);
  definition(source, position);
  prepareRename(source, position);
  rename(source, position, 'x');
  selectionRanges(source, [position]);
  documentSymbols(source);
  documentLinks(source);
  foldingRanges(source);
  formatting(source, {});
  inlayHints(source, everything);
  codeLenses(source);
  diagnostics(source, {});
  codeActions(source, { start: position, end: position }, { diagnostics: [] }, {});
}

for (const [name, file] of examples) {
  const text = readFileSync(file, 'utf8');

  describe(name, () => {
    test('whatever is accepted wherever, the file stays JSON', () => {
      const source = sourceOf(text);
      let accepted = 0;
      for (let offset = 0; offset <= text.length; offset += 5) {
        for (const { label, textEdit, additionalTextEdits = [] } of completion(source, source.text.positionAt(offset), {
          snippets: false,
        }).slice(0, 10)) {
          assert.ok(textEdit && 'range' in textEdit);
          const after = TextDocument.applyEdits(source.text, [textEdit, ...additionalTextEdits]);
          assert.doesNotThrow(() => JSON.parse(after), `${label} at ${offset}:\n${after}`);
          accepted++;
        }
      }
      assert.ok(accepted > 50);
    });

    test('cut off anywhere, every feature answers', () => {
      for (let length = 0; length < text.length; length += 97) {
        const source = sourceOf(text.slice(0, length));
        assert.doesNotThrow(() => askEverything(source, source.text.positionAt(length)), `cut at ${length}`);
      }
    });

    test('with a piece missing, every feature answers', () => {
      for (let offset = 0; offset < text.length; offset += 103) {
        const source = sourceOf(text.slice(0, offset) + text.slice(offset + 1 + (offset % 5)));
        assert.doesNotThrow(() => askEverything(source, source.text.positionAt(offset)), `cut at ${offset}`);
      }
    });
  });
}
