import { type Document, type Finding, fixAll, lint, parseDocument } from '../../../server/index';
import { Lines, type Range } from './lines';

/** A finding as every format shows it. */
export interface Report extends Omit<Finding, 'related' | 'tag' | 'fixes' | 'span'> {
  readonly range: Range;
  /** `--fix` puts it right: a fix that cannot change what the task does. */
  readonly fixable: boolean;
}

export interface Checked {
  readonly path: string;
  /** False: this is no task definition, so nothing was looked for. */
  readonly recognised: boolean;
  readonly reports: readonly Report[];
  /** What `--fix` made of the text; the text itself when nothing was to be done. */
  readonly text: string;
  readonly fixed: number;
}

/** How to take a text whose name says nothing. */
export interface CheckOptions {
  readonly fix?: boolean;
  /** Somebody offers this one text as a task definition: if it cannot even be read, that is a problem of it. */
  readonly offered?: boolean;
}

/** Checks one text, after fixing it if asked. Pure. */
export function checkText(text: string, path: string, { fix = false, offered = false }: CheckOptions = {}): Checked {
  const first = parseDocument(text, { path });
  const expected = offered && first.form === 'other' && first.problems.length > 0;
  const parse = { path, expected };
  const done = fix ? fixAll(text, parse) : { text, applied: 0 };
  const document = !expected && done.text === text ? first : parseDocument(done.text, parse);
  return {
    path,
    recognised: document.form !== 'other',
    reports: document.form === 'other' ? [] : reportsOf(document),
    text: done.text,
    fixed: done.applied,
  };
}

function reportsOf(document: Document): Report[] {
  const lines = new Lines(document.text);
  return lint(document).map(({ rule, severity, message, pointer, span, fixes, docs }) => ({
    rule,
    severity,
    message,
    pointer,
    range: lines.rangeOf(span),
    fixable: fixes.some(({ safe }) => safe),
    docs,
  }));
}
