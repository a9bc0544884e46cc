import {
  type Document,
  type FileOptions,
  type Finding,
  editBetween,
  applyChanges,
  fixAll,
  lint,
  parseDocument,
} from '../../../server/index';
import { Lines, type Range } from './lines';
import { placeOf } from './place';

/** A finding as every format shows it. */
export interface Report extends Pick<Finding, 'rule' | 'severity' | 'message' | 'pointer' | 'docs'> {
  readonly range: Range;
  /** `--fix` puts it right: a fix that cannot change what the task does. */
  readonly fixable: boolean;
  /** What it is about, in words that survive moved lines. */
  readonly place: string;
  /** Best first; empty unless asked for. */
  readonly remedies: readonly Remedy[];
}

/** One way to put a finding right, as an edit of the text that was checked. */
export interface Remedy {
  readonly title: string;
  readonly range: Range;
  readonly newText: string;
}

export interface Checked {
  readonly path: string;
  /** False: this is no task definition, so nothing was looked for. */
  readonly recognised: boolean;
  readonly reports: readonly Report[];
  /** How many problems `--fix` put right. */
  readonly fixed: number;
}

export interface CheckedText extends Checked {
  /** What `--fix` made of the text; the text itself when nothing was to be done. */
  readonly text: string;
}

/** How to take a text whose name says nothing. */
export interface CheckOptions {
  readonly fix?: boolean;
  /** Somebody offers this one text as a task definition: if it cannot even be read, that is a problem of it. */
  readonly offered?: boolean;
  /** Work out the edits of every fix. */
  readonly remedies?: boolean;
  /** What the project's configuration says about it. */
  readonly under?: FileOptions;
}

const unconfigured: FileOptions = { parse: {}, lint: {} };

/** Checks one text, after fixing it if asked. Pure. */
export function checkText(text: string, path: string, options: CheckOptions = {}): CheckedText {
  const { fix = false, offered = false, under = unconfigured } = options;
  const plain = { ...under.parse, path };
  const first = parseDocument(text, plain);
  const expected = offered && first.form === 'other' && first.problems.length > 0;
  const parse = expected ? { ...plain, expected } : plain;
  const done = fix ? fixAll(text, parse, under.lint) : { text, applied: 0 };
  const document = !expected && done.text === text ? first : parseDocument(done.text, parse);
  return {
    path,
    recognised: document.form !== 'other',
    reports: document.form === 'other' ? [] : reportsOf(document, options),
    text: done.text,
    fixed: done.applied,
  };
}

function reportsOf(document: Document, { remedies = false, under = unconfigured }: CheckOptions): Report[] {
  const lines = new Lines(document.text);
  return lint(document, under.lint).map(({ rule, severity, message, pointer, span, fixes, docs }) => ({
    rule,
    severity,
    message,
    pointer,
    range: lines.rangeOf(span),
    fixable: fixes.some(({ safe }) => safe),
    docs,
    place: placeOf(document.root, pointer),
    remedies: remedies ? fixes.flatMap((fix) => remedyOf(fix, document.text, lines)) : [],
  }));
}

function remedyOf({ title, changes }: Finding['fixes'][number], text: string, lines: Lines): Remedy[] {
  const edit = editBetween(text, applyChanges(text, changes()));
  return edit ? [{ title, range: lines.rangeOf(edit), newText: edit.newText }] : [];
}
