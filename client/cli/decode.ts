/** Bytes that are no UTF-8; the message says in words what they are. */
export class NotText extends Error {}

/** Task definitions are UTF-8. A byte order mark stays in the text: there is a rule about it. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw new NotText(
      wide ? 'this is UTF-16, which the AWS CLI cannot read. Save it as UTF-8.' : 'this is not UTF-8 text.',
    );
  }
}
