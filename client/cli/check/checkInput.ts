import { readFileSync, writeFileSync } from 'node:fs';
import { type CheckOptions, type Checked, type CheckedText, checkText } from './checkText';
import { type Input, whyUnreadable } from './inputs';
import type { Unreadable } from './outcome';

/** Checks a file, and writes it when fixing changed it. What cannot be read is told, never thrown. */
export function checkFile(input: Input & { readonly file: string }, options: CheckOptions): Checked | Unreadable {
  try {
    const before = decode(readFileSync(input.file));
    const { text, ...checked } = checkText(before, input.path, options);
    if (text !== before) writeFileSync(input.file, text);
    return checked;
  } catch (error) {
    return unreadable(input.path, error);
  }
}

/** Checks what came through standard input. */
export function checkStdin(bytes: Uint8Array, path: string, options: CheckOptions): CheckedText | Unreadable {
  try {
    return checkText(decode(bytes), path, options);
  } catch (error) {
    return unreadable(path, error);
  }
}

export const isUnreadable = (result: Checked | Unreadable): result is Unreadable => 'reason' in result;

const unreadable = (path: string, error: unknown): Unreadable => ({
  path,
  reason: error instanceof NotText ? error.message : whyUnreadable(error),
});

class NotText extends Error {}

/** Task definitions are UTF-8. A byte order mark stays in the text: there is a rule about it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new NotText(
      wide ? 'this is UTF-16, which the AWS CLI cannot read. Save it as UTF-8.' : 'this is not UTF-8 text.',
    );
  }
}
