/** A stretch of the text in UTF-16 code units. Lines and columns exist only at the rim. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A place a finding can point at: what it is called (JSON Pointer) and where it stands. */
export interface Anchor {
  readonly pointer: string;
  readonly span: Span;
}

export const endOf = (span: Span): number => span.offset + span.length;

/** Whether the offset lies inside the span or at one of its ends, as a cursor does. */
export const touches = (span: Span, offset: number): boolean => offset >= span.offset && offset <= endOf(span);
