import {
  type CompletionItem,
  InsertReplaceEdit,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  TextEdit,
} from 'vscode-languageserver-types';
import { type Span, endOf } from '../../document/span';
import { type Source, rangeOf } from '../source';
import type { Cursor } from './cursor';
import type { Suggestion } from './suggestion';
import { Writer, styleOf } from './writer';

/** What of a client's abilities changes the edits. */
export interface EditAbilities {
  readonly snippets: boolean;
  /** It lets the person choose whether the rest of a word behind the cursor is kept. */
  readonly insertReplace?: boolean;
}

type Edits = Pick<
  CompletionItem,
  'textEdit' | 'additionalTextEdits' | 'filterText' | 'insertTextFormat' | 'insertTextMode'
>;

/** Turns suggestions into edits. What all of them share is worked out once. */
export class Editor {
  readonly #ranges = new Map<Span, ReturnType<typeof rangeOf>>();

  readonly #position: Position;

  constructor(
    private readonly source: Source,
    private readonly cursor: Cursor,
    private readonly client: EditAbilities,
  ) {
    this.#position = source.text.positionAt(cursor.offset);
  }

  /**
   * A word or text is replaced as a whole, quotes included, and the cursor comes to stand behind it. Only where the person
   * may keep what is behind the cursor, or where a part of the text is meant, the edit stays between the quotes.
   */
  edits(suggestion: Suggestion): Edits {
    const span = this.#between(suggestion);
    return { ...(span ? this.#inside(suggestion, span) : this.#whole(suggestion)), ...this.#additional(suggestion) };
  }

  /** What would be replaced between the quotes, if that is where the edit belongs. */
  #between({ insert, part }: Suggestion): Span | undefined {
    const { inner, commaAfter, at, keyOnly } = this.cursor;
    const isText = typeof insert === 'string' && (at === 'value' || keyOnly);
    if (!inner || !isText || commaAfter) return undefined;
    const span = part?.span ?? inner;
    return part || this.#leavesChoice(span) ? span : undefined;
  }

  #isSplit: boolean | undefined;

  /** Whether some of the text stands behind the cursor and could stay. */
  #leavesChoice(span: Span): boolean {
    return (
      this.client.insertReplace === true && this.cursor.offset < endOf(span) && !(this.#isSplit ??= this.#isInEscape())
    );
  }

  #inside({ label, insert, part, filter }: Suggestion, span: Span): Edits {
    const newText = this.#writer().text(part?.text ?? String(insert));
    return {
      filterText: part ? part.text : (filter ?? label),
      ...this.#format(),
      textEdit: this.#leavesChoice(span)
        ? InsertReplaceEdit.create(newText, { ...this.#range(span), end: this.#position }, this.#range(span))
        : TextEdit.replace(this.#range(span), newText),
    };
  }

  #whole({ label, insert, part, filter }: Suggestion): Edits {
    const { replace, lead, commaAfter, quoted } = this.cursor;
    const writer = this.#writer();
    const written = typeof insert === 'string' ? writer.json(insert) : insert(writer);
    const compared = filter ?? (part ? String(insert) : label);
    return {
      filterText: quoted ? JSON.stringify(compared) : compared,
      ...this.#format(),
      textEdit: TextEdit.replace(this.#range(replace), lead + written + (commaAfter ? ',' : '')),
    };
  }

  #additional({ also = [] }: Suggestion): Edits {
    const { commaBefore } = this.cursor;
    const edits = [
      ...(commaBefore === undefined ? [] : [{ offset: commaBefore, length: 0, newText: ',' }]),
      ...also,
    ].map((edit) => TextEdit.replace(rangeOf(this.source, edit), edit.newText));
    return edits.length > 0 ? { additionalTextEdits: edits } : {};
  }

  #format(): Edits {
    return {
      insertTextFormat: this.client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      insertTextMode: InsertTextMode.adjustIndentation,
    };
  }

  #writer(): Writer {
    return new Writer(styleOf(this.source.document.text), this.client);
  }

  #range(span: Span): ReturnType<typeof rangeOf> {
    const known = this.#ranges.get(span) ?? rangeOf(this.source, span);
    this.#ranges.set(span, known);
    return known;
  }

  /** Behind a backslash the next character cannot stand alone. */
  #isInEscape(): boolean {
    const { inner, offset } = this.cursor;
    const before = this.source.document.text.slice(inner?.offset ?? offset, offset);
    return /(?:^|[^\\])(?:\\\\)*\\(?:u[\da-fA-F]{0,3})?$/.test(before);
  }
}
