import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import type { Node } from 'jsonc-parser';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Position } from 'vscode-languageserver-types';
import type { Source } from '../../server/features/source';
import { lint } from '../../server/lint/engine';
import { Documents, languageId, readSource } from '../../server/lsp/documents';
import { budget } from './lib/budget';
import { pieces } from './lib/damage';
import { aboutDocument, assertInside, atPlace } from './lib/features';
import { allSeeds } from './lib/seeds';

const uri = 'file:///fuzz/task-definition.json';

/** The server's own documents, told about an editor's by hand. */
class Editor {
  readonly documents = new Documents();
  readonly #handlers = new Map<string, (params: unknown) => void>();
  #version = 1;

  constructor(public text: string) {
    const register = (name: string) => (handler: (params: unknown) => void) => {
      this.#handlers.set(name, handler);
      return { dispose: () => undefined };
    };
    this.documents.listen(new Proxy({}, { get: (_target, name) => register(String(name)) }) as Connection);
    this.#tell('onDidOpenTextDocument', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces a stretch, as a range of lines and characters. */
  replace(from: number, to: number, by: string): void {
    const range = { start: positionIn(this.text, from), end: positionIn(this.text, to) };
    this.text = this.text.slice(0, from) + by + this.text.slice(to);
    this.#tell('onDidChangeTextDocument', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ range, text: by }],
    });
  }

  #tell(name: string, params: unknown): void {
    const handler = this.#handlers.get(name);
    assert.ok(handler, `nobody listens to ${name}`);
    handler(params);
  }
}

/** As an editor counts, without the library that the server counts with. */
function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const typed: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...pieces),
  fc.constantFrom('"', 'web', '\r\n', '{}', '[]', '"name": "db",', '"dependsOn": [{"containerName": ""}]', ''),
);

const edits: Arbitrary<readonly Edit[]> = fc.array(
  fc.record({ at: fc.nat(10_000), length: fc.oneof(fc.constant(0), fc.nat(30)), text: typed }),
  { minLength: 1, maxLength: 8 },
);

/** An editor stands between two characters, never inside a line end or a pair of surrogates. */
function boundary(text: string, offset: number): number {
  const isInside =
    text.startsWith('\r\n', offset - 1) || /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(offset - 1));
  return offset > 0 && isInside ? offset - 1 : offset;
}

const plain = ({ type, offset, length, value, children }: Node): unknown => [
  type,
  offset,
  length,
  value as unknown,
  children?.map(plain),
];

/** All that reading gives, without the memory of what was worked out; with the findings where asked. */
const seen = ({ document }: Source, withFindings: boolean): unknown => ({
  text: document.text,
  form: document.form,
  problems: document.problems,
  gaps: document.gaps,
  blanks: document.blanks,
  tree: document.root && plain(document.root.node),
  findings: (withFindings ? lint(document) : []).map(({ rule, span, message, severity }) => [
    rule,
    span,
    message,
    severity,
  ]),
});

test('20,000 sequences of edits: what the server holds is what it would read afresh, and every feature answers', () => {
  const first = fc.constantFrom(...allSeeds.map(({ text }) => text).filter((text) => text.length < 3000));
  let count = 0;
  fc.assert(
    fc.property(first, edits, (text, sequence) => {
      const editor = new Editor(text);
      let cursor = 0;
      for (const { at, length, text: by } of sequence) {
        const from = boundary(editor.text, at % (editor.text.length + 1));
        const to = boundary(editor.text, Math.min(editor.text.length, from + length));
        editor.replace(from, Math.max(from, to), by);
        cursor = from + by.length;
        editor.documents.source(uri); // read at every keystroke, as an editor asks
      }
      const fresh = readSource(TextDocument.create(uri, languageId, 99, editor.text));
      const source = editor.documents.source(uri);
      if (!source) return assert.equal(fresh.document.form, 'other');
      const isFourth = ++count % 4 === 0;
      assert.equal(JSON.stringify(seen(source, isFourth)), JSON.stringify(seen(fresh, isFourth)));

      const position = source.text.positionAt(cursor);
      const features = Object.entries({ ...atPlace, ...(isFourth && aboutDocument) });
      for (const [name, feature] of features) {
        try {
          assertInside(source, feature(source, position, {}));
        } catch (error) {
          throw new Error(`${name} at ${cursor} of ${JSON.stringify(editor.text)}`, { cause: error });
        }
      }
    }),
    budget(20_000),
  );
});
