import {
  type CompletionItem,
  InsertReplaceEdit,
  InsertTextFormat,
  InsertTextMode,
  type Position,
  TextEdit,
} from 'vscode-languageserver-types';
import { type Span, endOf } from '../../document/span';
import { plainText } from '../plainText';
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

/** Turns suggestions into items that edit the text. What all of them share is worked out once. */
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
  edits(suggestion: Suggestion): CompletionItem {
    const span = this.#between(suggestion);
    const item = span ? this.#inside(suggestion, span) : this.#whole(suggestion);
    const { commaBefore } = this.cursor;
    if (commaBefore !== undefined || suggestion.also) item.additionalTextEdits = this.#additional(suggestion);
    return item;
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

  #inside({ label, insert, part, filter }: Suggestion, span: Span): CompletionItem {
    const newText = this.#writer().text(part?.text ?? String(insert));
    const range = this.#range(span);
    return this.#item(
      label,
      part ? part.text : (filter ?? label),
      this.#leavesChoice(span)
        ? InsertReplaceEdit.create(newText, { start: range.start, end: this.#position }, range)
        : TextEdit.replace(range, newText),
    );
  }

  #whole({ label, insert, part, filter }: Suggestion): CompletionItem {
    const { replace, lead, commaAfter, quoted } = this.cursor;
    const writer = this.#writer();
    const written = typeof insert === 'string' ? writer.json(insert) : insert(writer);
    const compared = filter ?? (part ? String(insert) : label);
    return this.#item(
      label,
      quoted ? JSON.stringify(compared) : compared,
      TextEdit.replace(this.#range(replace), lead + written + (commaAfter ? ',' : '')),
    );
  }

  #item(label: string, filterText: string, textEdit: TextEdit | InsertReplaceEdit): CompletionItem {
    return {
      label: plainText(label),
      filterText,
      insertTextFormat: this.client.snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      insertTextMode: InsertTextMode.adjustIndentation,
      textEdit,
    };
  }

  #additional({ also = [] }: Suggestion): TextEdit[] {
    const { commaBefore } = this.cursor;
    const comma = commaBefore === undefined ? [] : [{ offset: commaBefore, length: 0, newText: ',' }];
    return [...comma, ...also].map((edit) => TextEdit.replace(rangeOf(this.source, edit), edit.newText));
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
