import { InsertReplaceEdit, type Position, type Range, TextEdit } from 'vscode-languageserver-types';
import { type Span, endOf } from '../../document/span';
import { type Source, rangeOf } from '../source';
import type { Cursor } from './cursor';
import type { Suggestion } from './suggestion';
import { type SnippetAbility, Writer, charactersOf, styleOf } from './writer';

/** What of a client's abilities changes the edits. */
export interface EditAbilities extends SnippetAbility {
  /** It lets the person choose whether the rest of a word behind the cursor is kept. */
  readonly insertReplace?: boolean;
}

/** What accepting a suggestion does at the cursor, and what the typed characters are compared with. */
export interface Edit {
  readonly textEdit: TextEdit | InsertReplaceEdit;
  readonly filterText: string;
}

/** Of a stretch of the text: all of it, and what of it stands in front of the cursor. */
interface Ranges {
  readonly whole: Range;
  readonly typed: Range;
}

/** Turns suggestions into edits of the text. What all of them share is worked out once. */
export class Editor {
  readonly #position: Position;
  readonly #comma: TextEdit[];
  readonly #known = new Map<Span, Ranges>();
  #isSplit: boolean | undefined;

  constructor(
    private readonly source: Source,
    private readonly cursor: Cursor,
    private readonly client: EditAbilities,
  ) {
    const { offset, commaBefore } = cursor;
    this.#position = source.text.positionAt(offset);
    this.#comma = commaBefore === undefined ? [] : [TextEdit.insert(source.text.positionAt(commaBefore), ',')];
  }

  /**
   * A word or text is replaced as a whole, quotes included, and the cursor comes to stand behind it. Only where the person
   * may keep what is behind the cursor, or where a part of the text is meant, the edit stays between the quotes.
   */
  edit(suggestion: Suggestion): Edit {
    const span = this.#between(suggestion);
    return span ? this.#inside(suggestion, span) : this.#whole(suggestion);
  }

  /** What has to change elsewhere. */
  additional({ also }: Suggestion): TextEdit[] {
    if (!also) return this.#comma;
    return [...this.#comma, ...also.map((edit) => TextEdit.replace(rangeOf(this.source, edit), edit.newText))];
  }

  /** What would be replaced between the quotes, if that is where the edit belongs. */
  #between({ insert, part }: Suggestion): Span | undefined {
    const { inner, commaAfter, at, keyOnly } = this.cursor;
    const isText = typeof insert === 'string' && (at === 'value' || keyOnly);
    if (!inner || !isText || commaAfter) return undefined;
    const span = part?.span ?? inner;
    return part || this.#leavesChoice(span) ? span : undefined;
  }

  /** Whether some of the text stands behind the cursor and could stay. */
  #leavesChoice(span: Span): boolean {
    return (
      this.client.insertReplace === true && this.cursor.offset < endOf(span) && !(this.#isSplit ??= this.#isInEscape())
    );
  }

  #inside({ label, insert, part, filter }: Suggestion, span: Span): Edit {
    const newText = charactersOf(part?.text ?? String(insert), this.client);
    const { whole, typed } = this.#ranges(span);
    return {
      textEdit: this.#leavesChoice(span)
        ? InsertReplaceEdit.create(newText, typed, whole)
        : TextEdit.replace(whole, newText),
      filterText: part ? part.text : (filter ?? label),
    };
  }

  #whole({ label, insert, part, filter }: Suggestion): Edit {
    const { replace, lead, commaAfter, quoted } = this.cursor;
    const written =
      typeof insert === 'string'
        ? `"${charactersOf(insert, this.client)}"`
        : insert(new Writer(styleOf(this.source.document.text), this.client));
    const compared = filter ?? (part ? String(insert) : label);
    return {
      textEdit: TextEdit.replace(this.#ranges(replace).whole, lead + written + (commaAfter ? ',' : '')),
      filterText: quoted ? JSON.stringify(compared) : compared,
    };
  }

  #ranges(span: Span): Ranges {
    const known = this.#known.get(span);
    if (known) return known;
    const whole = rangeOf(this.source, span);
    const ranges = { whole, typed: { start: whole.start, end: this.#position } };
    this.#known.set(span, ranges);
    return ranges;
  }

  /** Behind a backslash the next character cannot stand alone. */
  #isInEscape(): boolean {
    const { inner, offset } = this.cursor;
    const before = this.source.document.text.slice(inner?.offset ?? offset, offset);
    return /(?:^|[^\\])(?:\\\\)*\\(?:u[\da-fA-F]{0,3})?$/.test(before);
  }
}
