import type { Span } from './span';
import type { Wildcard } from './wildcard';

/** A template made readable: every placeholder outside a string became a string, every directive became blanks. */
export interface MaskedText {
  /** As long as the original, so that every offset still holds. */
  readonly text: string;
  /** What stands where a string was put in (or had its inner quotes taken), by the offset of the string. */
  readonly values: ReadonlyMap<number, string>;
  /** Where the template may put in, or leave out, anything at all. */
  readonly gaps: readonly Span[];
}

/** What may stand for a value or steer the template, by the character it begins with. None reads past where another begins. */
const placeholders: Readonly<Record<string, readonly RegExp[]>> = {
  '{': [
    /\{\{(?!\s*"[^"]*"\s*:)[^{}]+\}\}/y, // {{ x }}, but no object in an object
    /\{\{\{[^{}]+\}\}\}/y,
    /\{%[^%]*%\}/y, // {% if x %}
  ],
  '<': [/<%[^%]*%>/y, /<[A-Za-z_][\w .-]*>/y],
  '%': [/%\{[^%}\n]*\}/y, /%\w+%/y],
  $: [/\$\{(?:[^{}\n]|\{[^{}\n]*\})*\}/y, /\$\$\$\w+\$\$\$/y, /\$\w+/y, /\$\([A-Za-z][\w.-]*\)/y],
  '(': [/\(\([^()\n]*\)\)/y],
  '#': [/#\w+#/y, /#\{[^{}#\n]*\}#?/y],
  _: [/__[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*__/y],
  '~': [/~[A-Za-z][\w.-]*~/y],
  '@': [/@@[A-Za-z][\w.-]*@@/y, /@[A-Za-z][\w.-]*@/y],
};

/** Those that steer the template instead of standing for a value. */
const directive =
  /^(?:\{%|%\{|<%(?!=)|\{\{[-~]?\s*(?:[#/^!]|(?:if|else|elseif|elif|elsif|end|endif|range|with|for|endfor|unless|each|block|define|template)\b))/;

/** A directive's kind: what opens a choice, what begins its next alternative, and what ends it. */
const opening =
  /^(?:\{%|%\{|<%|\{\{)[-~]?\s*(?:#|\^|(?:if|range|with|for|unless|each|block|define|macro|call|filter|raw)\b)|^<%[^%]*\bdo\b/;
const another = /^(?:\{%|%\{|<%|\{\{)[-~]?\s*(?:else|elseif|elif|elsif)\b/;
const closing = /^(?:\{%|%\{|<%|\{\{)[-~]?\s*(?:\/(?!\*)|end(?!set))/;

/** Whether masking is worth a try. */
export const looksLikeTemplate = (text: string): boolean =>
  /\{\{|\{%|<%|%\{|[$#]\{|\$[A-Za-z$(]|<[A-Za-z]|\(\(|%\w+%|#\w+#|__[A-Za-z]|[~@][\w.-]+[~@]/.test(text);

/** Masks the placeholders of a text that is not JSON as it stands, those of a project's own forms too. Offsets stay. */
export function maskTemplate(text: string, own: readonly Wildcard[] = []): MaskedText {
  return new Masking(text, own).run();
}

class Masking {
  readonly #values = new Map<number, string>();
  readonly #gaps: Span[] = [];
  /** What is open around the current place. */
  readonly #open: ('{' | '[')[] = [];
  /** The last character that is not blank; `v` for any value or name. */
  #previous = '';
  /** How each choice of the template around the current place began. */
  readonly #choices: { readonly open: string; readonly previous: string }[] = [];
  #result = '';
  /** How much of the text the result covers. */
  #done = 0;

  constructor(
    readonly text: string,
    readonly own: readonly Wildcard[],
  ) {}

  run(): MaskedText {
    const { text } = this;
    for (let at = 0; at < text.length;) at = this.#step(at);
    return { text: this.#result + text.slice(this.#done), values: this.#values, gaps: this.#gaps };
  }

  /** Reads one token and says where the next begins. */
  #step(at: number): number {
    const char = this.text[at]!;
    if (/\s/.test(char)) return at + 1;
    if (char === '"') return this.#string(at);
    if (char === '/' && /[/*]/.test(this.text[at + 1] ?? '')) return this.#comment(at);
    const end = this.#placeholderEnd(at);
    if (end !== undefined) return this.#mask(at, end);
    if (char === '{' || char === '[') this.#open.push(char);
    else if (char === '}' || char === ']') this.#open.pop();
    else if (char !== ',' && char !== ':') {
      this.#previous = 'v';
      return at + Math.max(1, /^[\w.+-]*/.exec(this.text.slice(at, at + 80))![0].length);
    }
    this.#previous = char === '}' || char === ']' ? 'v' : char;
    return at + 1;
  }

  /** Where the placeholder that begins here ends. */
  #placeholderEnd(at: number): number | undefined {
    for (const form of placeholders[this.text[at]!] ?? []) {
      form.lastIndex = at;
      if (form.test(this.text)) return form.lastIndex;
    }
    for (const form of this.own) {
      const match = form.at(this.text, at);
      if (match) return match.end;
    }
    return undefined;
  }

  #comment(at: number): number {
    const end = this.text.startsWith('//', at) ? this.text.indexOf('\n', at) : this.text.indexOf('*/', at + 2) + 2;
    return end < at + 2 ? this.text.length : end;
  }

  /** A string; quotes inside its placeholders (`"{{ env "X" }}"`) become harmless ones. */
  #string(start: number): number {
    let inner = '';
    let at = start + 1;
    while (at < this.text.length && this.text[at] !== '"' && this.text[at] !== '\n') {
      const end = this.#placeholderEnd(at);
      if (end !== undefined) {
        inner += this.text.slice(at, end).replaceAll(/["\n\r\t\\]/g, "'");
        at = end;
      } else {
        const length = this.text[at] === '\\' && at + 1 < this.text.length ? 2 : 1;
        inner += this.text.slice(at, at + length);
        at += length;
      }
    }
    const original = this.text.slice(start + 1, at);
    if (inner !== original) {
      this.#replace(start + 1, inner);
      this.#values.set(start, original);
    }
    this.#previous = 'v';
    return Math.min(at + 1, this.text.length);
  }

  #mask(start: number, placeholderEnd: number): number {
    const words = this.text.slice(start, start + 40);
    if (directive.test(words)) {
      return this.#blank(start, this.#isInstead(words) ? this.#choiceEnd(placeholderEnd) : placeholderEnd);
    }
    let end = placeholderEnd;
    while (end < this.text.length && !/[\s,\]}:]/.test(this.text[end]!)) end = this.#placeholderEnd(end) ?? end + 1;
    const isName = /^\s*:/.test(this.text.slice(end, end + 40));
    const inList = this.#open.at(-1) === '[' && (this.#previous === '[' || this.#previous === ',');
    const isValue = this.#previous === ':' || this.#previous === '' || inList;
    if (!isValue && !isName) return this.#blank(start, end);
    this.#replace(start, `"${'x'.repeat(end - start - 2)}"`);
    this.#values.set(start, this.text.slice(start, end));
    this.#previous = 'v';
    return end;
  }

  /** Whether a directive begins what may stand instead of a value, or of an end, that was read already. */
  #isInstead(words: string): boolean {
    const open = this.#open.join('');
    if (another.test(words)) {
      const choice = this.#choices.at(-1);
      return choice !== undefined && (choice.open !== open || (choice.previous === ':' && this.#previous === 'v'));
    }
    if (closing.test(words)) this.#choices.pop();
    else if (opening.test(words)) this.#choices.push({ open, previous: this.#previous });
    return false;
  }

  /** Where the directive begins that ends the innermost choice. */
  #choiceEnd(start: number): number {
    let depth = 0;
    for (let at = start; at < this.text.length;) {
      const end = this.#placeholderEnd(at);
      const words = end === undefined ? '' : this.text.slice(at, at + 40);
      if (closing.test(words) && depth-- === 0) return at;
      if (opening.test(words)) depth++;
      at = end ?? at + 1;
    }
    return this.text.length;
  }

  /** A place where members or items may come in: blanked, with the comma behind it when it stood for a member. */
  #blank(start: number, end: number): number {
    this.#gaps.push({ offset: start, length: end - start });
    const comma = this.#previous === 'v' ? undefined : /^\s*,/.exec(this.text.slice(end, end + 200));
    const until = comma && !directive.test(this.text.slice(start, start + 40)) ? end + comma[0].length : end;
    this.#replace(start, ' '.repeat(until - start));
    return until;
  }

  #replace(start: number, masked: string): void {
    this.#result += this.text.slice(this.#done, start) + masked;
    this.#done = start + masked.length;
  }
}
