import { SyntaxKind } from 'jsonc-parser';
import type { Path } from './pointer';

/** An object or list that is open at some point of the text, and what has to come next in it. */
export type Frame =
  | { readonly kind: 'object'; key: string; expects: 'key' | 'colon' | 'value' | 'comma' }
  | { readonly kind: 'array'; index: number; expects: 'value' | 'comma' }
  | { readonly kind: 'file'; expects: 'value' | 'comma' };

/** The brackets open at a point, from the outside in. Forgives missing commas and brackets that do not match. */
export class Frames {
  readonly #frames: Frame[];

  /** `open`: what is open already, from the outside in. */
  constructor(open: readonly Frame[] = []) {
    this.#frames = [{ kind: 'file', expects: open.length > 0 ? 'comma' : 'value' }, ...open];
  }

  get innermost(): Frame {
    return this.#frames.at(-1)!;
  }

  /** The path of what comes next: the value, the new item, or the object whose key it is. */
  get path(): Path {
    const path: (string | number)[] = [];
    for (const frame of this.#frames) {
      const isLast = frame === this.innermost;
      if (frame.kind === 'array') path.push(isLast && frame.expects === 'comma' ? frame.index + 1 : frame.index);
      else if (frame.kind === 'object' && !(isLast && frame.expects !== 'value')) path.push(frame.key);
    }
    return path;
  }

  /** Puts what is known to be open in the place of the object or list that was opened last. */
  enter(open: readonly Frame[]): void {
    this.#frames.splice(-1, 1, ...open);
  }

  /** Takes one token into account. */
  step(token: SyntaxKind, text: string): void {
    switch (token) {
      case SyntaxKind.OpenBraceToken:
        this.#beginValue();
        this.#frames.push({ kind: 'object', key: '', expects: 'key' });
        break;
      case SyntaxKind.OpenBracketToken:
        this.#beginValue();
        this.#frames.push({ kind: 'array', index: 0, expects: 'value' });
        break;
      case SyntaxKind.CloseBraceToken:
        this.#close('object');
        break;
      case SyntaxKind.CloseBracketToken:
        this.#close('array');
        break;
      case SyntaxKind.ColonToken:
        if (this.innermost.expects === 'colon') this.innermost.expects = 'value';
        break;
      case SyntaxKind.CommaToken:
        this.#comma(this.innermost);
        break;
      default:
        this.#word(this.innermost, text);
    }
  }

  #word(frame: Frame, text: string): void {
    if (frame.kind === 'object' && frame.expects !== 'value') {
      frame.key = text;
      frame.expects = 'colon';
    } else {
      this.#beginValue();
      frame.expects = 'comma';
    }
  }

  #comma(frame: Frame): void {
    if (frame.kind === 'object') Object.assign(frame, { key: '', expects: 'key' });
    if (frame.kind === 'array') {
      frame.index++;
      frame.expects = 'value';
    }
  }

  #close(kind: Frame['kind']): void {
    const opened = this.#frames.findLastIndex((frame) => frame.kind === kind);
    if (opened < 0) return;
    this.#frames.length = opened;
    this.innermost.expects = 'comma';
  }

  #beginValue(): void {
    const frame = this.innermost;
    if (frame.kind === 'array' && frame.expects === 'comma') this.#comma(frame);
  }
}
