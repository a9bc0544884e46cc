import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';
import { namesIn } from '../../server/document/references';
import { prepareRename, rename } from '../../server/features/rename';
import { type Source } from '../../server/features/source';
import { languageId, readSource } from '../../server/lsp/documents';
import { budget } from './lib/budget';
import { fromFiles, madeDocuments } from './lib/documents';
import { fileSeeds } from './lib/seeds';

const uri = 'file:///fuzz/task-definition.json';
const open = (text: string): Source => readSource(TextDocument.create(uri, languageId, 1, text));

/** The text after the rename; undefined when it is refused. */
function renamed(source: Source, offset: number, to: string): string | undefined {
  const answer = rename(source, source.text.positionAt(offset), to);
  return 'refusal' in answer ? undefined : TextDocument.applyEdits(source.text, answer.changes?.[uri] as TextEdit[]);
}

const texts = fc.oneof(
  fc.constantFrom(...fileSeeds.map(({ text }) => text)),
  madeDocuments.map(({ text }) => text),
  fromFiles.map(({ text }) => text).filter((text) => text.length < 20_000),
);

test('2,000 names renamed and renamed back give the same bytes', () => {
  let count = 0;
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.constantFrom('renamed', 'r', 'a-much_longer-name-than-there-was'),
      (text, which, to) => {
        const source = open(text);
        if (source.document.problems.length > 0) return; // what could not be read may end anywhere
        const names = namesIn(source.document);
        const chosen = names[which % Math.max(1, names.length)];
        if (!chosen || !prepareRename(source, source.text.positionAt(chosen.span.offset))) return;
        if (names.some(({ name }) => name === to)) return;
        const there = renamed(source, chosen.span.offset, to);
        if (there === undefined) return;
        const again = open(there);
        const place = namesIn(again.document).find(({ kind, name }) => kind === chosen.kind && name === to);
        assert.ok(place, 'the new name is there');
        const back = renamed(again, place.span.offset, chosen.name);
        if (back === undefined) return; // a name that ECS would not accept can be left, but not given
        assert.equal(back, text);
        count++;
      },
    ),
    budget(2000),
  );
  assert.ok(count > 0);
});
