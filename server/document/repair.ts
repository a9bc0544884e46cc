import { ParseErrorCode, type ParseError } from 'jsonc-parser';

/** A text in which words that JSON does not know were made into ones it does; every offset still holds. */
export interface RepairedText {
  readonly text: string;
  /** What the strings put in stand for, by their offset. */
  readonly values: ReadonlyMap<number, string>;
  /** The mistakes that were mended. */
  readonly mended: readonly ParseError[];
}

/**
 * Mends what is plainly meant, so that reading goes on behind it: other quotes than straight double ones, names without
 * quotes, `True`. Undefined when there is nothing of the kind.
 */
export function repair(text: string, errors: readonly ParseError[]): RepairedText | undefined {
  const values = new Map<number, string>();
  const mended: ParseError[] = [];
  let result = '';
  let done = 0;
  for (const error of errors) {
    if (error.error !== ParseErrorCode.InvalidSymbol || error.offset < done) continue;
    const token = text.slice(error.offset, error.offset + error.length);
    const mend = mendingOf(token, text.slice(error.offset + error.length));
    if (!mend) continue;
    mended.push(error);
    if (mend.value !== undefined) values.set(error.offset, mend.value);
    result += text.slice(done, error.offset) + mend.text;
    done = error.offset + error.length;
  }
  return mended.length === 0 ? undefined : { text: result + text.slice(done), values, mended };
}

function mendingOf(token: string, after: string): { text: string; value?: string } | undefined {
  if (/^(?:true|false|null|none)$/i.test(token)) return { text: token.toLowerCase().replace('none', 'null') };
  const quoted = /^(?:'([^'"\\]*)'|[“”]([^"\\“”]*)[“”]|‘([^'"\\‘’]*)’)$/.exec(token);
  const inner = quoted?.slice(1).find((part) => part !== undefined);
  if (inner !== undefined) return { text: `"${inner}"` };
  const isName = token.length > 1 && /^[A-Za-z_]\w*$/.test(token) && /^\s*:/.test(after);
  return isName ? { text: `"${'x'.repeat(token.length - 2)}"`, value: token } : undefined;
}
