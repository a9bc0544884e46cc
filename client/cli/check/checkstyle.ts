import type { Severity } from '../../../server/index';
import type { Report } from './checkText';
import { type Outcome, type View, shown } from './outcome';
import { type Element, element, xmlDocument } from './xml';

const severities: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'info', hint: 'info' };

/** The XML of Checkstyle, which most build servers and review bots read. Lines and columns count from 1. */
export function checkstyleReport({ files, unreadable }: Outcome, view: View): string {
  const file = (path: string, errors: readonly Element[]): Element =>
    element('file', { name: view.located(path) }, errors);
  return xmlDocument(
    element('checkstyle', { version: '4.3' }, [
      ...files.map(({ path, reports }) => file(path, shown(reports, view).map(problem))),
      ...unreadable.map(({ path, reason }) =>
        file(path, [element('error', { line: 1, severity: 'error', message: reason, source: 'taskdef' })]),
      ),
    ]),
  );
}

const problem = ({ rule, severity, message, range: { start } }: Report): Element =>
  element('error', {
    line: start.line + 1,
    column: start.character + 1,
    severity: severities[severity],
    message,
    source: `taskdef.${rule}`,
  });
