import { formattingOf } from '../../document/change';

/** How the file is laid out, so that what is added looks like the rest. */
export interface Style {
  /** One step of indentation. */
  readonly indent: string;
  readonly lineEnd: string;
  /** The file is one line, and stays one. */
  readonly oneLine: boolean;
  /** Between a name and its value. */
  readonly colon: string;
}

export function styleOf(text: string): Style {
  if (latest?.text !== text) latest = { text, style: readStyle(text) };
  return latest.style;
}

/** Every item of an answer asks, and the next answer is mostly about the same text. */
let latest: { readonly text: string; readonly style: Style } | undefined;

function readStyle(text: string): Style {
  const { insertSpaces, tabSize = 2, eol = '\n' } = formattingOf(text);
  const oneLine = !text.trim().includes('\n') && text.trim().length > 2;
  return {
    indent: insertSpaces ? ' '.repeat(tabSize) : '\t',
    lineEnd: eol,
    oneLine,
    colon: oneLine && /":\S/.test(text) && !/":\s/.test(text) ? ':' : ': ',
  };
}

export interface SnippetAbility {
  readonly snippets: boolean;
}

/** The characters of a JSON string, without its quotes, as a snippet or plain text has them. */
export const charactersOf = (value: string, client: SnippetAbility): string =>
  isItself.test(value) ? value : asItStands(inJson(value), client);

const inJson = (value: string): string => (isItself.test(value) ? value : JSON.stringify(value).slice(1, -1));

/** Nearly every text: nothing in it is written in another way in JSON or in a snippet. */
const isItself = /^[ !#%-[\]-|~]*$/;

/** Text that a snippet is not to obey. */
const asItStands = (text: string, { snippets }: SnippetAbility): string =>
  snippets && /[\\$}]/.test(text) ? text.replaceAll(/[\\$}]/g, '\\$&') : text;

const asChoice = (text: string): string => (/[\\,|]/.test(text) ? text.replaceAll(/[\\,|]/g, '\\$&') : text);

/** Writes JSON with places for the cursor, or, for a client without snippets, with the defaults of those places. */
export class Writer {
  #stops = 0;

  constructor(
    readonly style: Style,
    private readonly client: SnippetAbility,
  ) {}

  /** A JSON string. */
  json(value: string): string {
    return `"${charactersOf(value, this.client)}"`;
  }

  /** A place to type at, with what stands there to begin with. */
  stop(initially = ''): string {
    if (!this.client.snippets) return initially;
    const number = ++this.#stops;
    return initially === '' ? `$${number}` : `\${${number}:${asItStands(initially, this.client)}}`;
  }

  /** A place to choose at; the first is chosen to begin with. */
  choice(values: readonly string[]): string {
    if (!this.client.snippets || values.length < 2) return this.stop(values[0]);
    return `\${${++this.#stops}|${values.map(asChoice).join(',')}|}`;
  }

  /** A string that is one of these, or whatever is typed. */
  chosenText(values: readonly string[]): string {
    return `"${this.choice(values.map(inJson))}"`;
  }

  member(name: string, value: string): string {
    return `${this.json(name)}${this.style.colon}${value}`;
  }

  object(members: readonly string[]): string {
    return this.#block(['{', '}'], members);
  }

  list(items: readonly string[]): string {
    return this.#block(['[', ']'], items);
  }

  /** Items of a list without its brackets. */
  items(items: readonly string[]): string {
    const { lineEnd, oneLine, colon } = this.style;
    return items.join(oneLine ? (colon === ':' ? ',' : ', ') : `,${lineEnd}`);
  }

  /** A list of short items, always on one line. */
  inlineList(items: readonly string[]): string {
    return `[${items.join(', ')}]`;
  }

  /** In a snippet a closing brace that closes no place stands for itself. */
  #block([open, close]: readonly [string, string], parts: readonly string[]): string {
    const { indent, lineEnd, oneLine, colon } = this.style;
    if (oneLine) return `${open}${parts.join(colon === ':' ? ',' : ', ')}${close}`;
    const begin = lineEnd + indent;
    return `${open}${begin}${parts.join(`,${lineEnd}`).replaceAll(lineEnd, begin)}${lineEnd}${close}`;
  }
}
