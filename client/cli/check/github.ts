import type { Severity } from '../../../server/index';
import { printable } from '../text';
import type { Report } from './checkText';
import { type Outcome, type View, shown } from './outcome';
import { summaryLine } from './pretty';

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' };

/** Workflow commands of GitHub Actions, which become annotations of a pull request, and one line of summary. */
export function githubReport({ files, unreadable }: Outcome, view: View): string {
  const lines = [
    ...files.flatMap(({ path, reports }) =>
      shown(reports, view).map((report) => annotation(view.located(path), report)),
    ),
    ...unreadable.map(({ path, reason }) => command('error', { file: view.located(path), title: 'taskdef' }, reason)),
    ...(view.quiet ? [] : [summaryLine(files, view)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(file: string, { rule, severity, message, range: { start, end } }: Report): string {
  // Columns mean something to GitHub only within one line.
  const isLine = start.line === end.line;
  return command(
    commands[severity],
    {
      file,
      line: start.line + 1,
      endLine: end.line + 1,
      ...(isLine && { col: start.character + 1, endColumn: Math.max(end.character, start.character + 1) }),
      title: `taskdef: ${rule}`,
    },
    message,
  );
}

const command = (name: string, properties: Readonly<Record<string, string | number>>, message: string): string =>
  `::${name} ${Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',')}::${escapeData(message)}`;

/** What ends a command or starts another is written as the runner unescapes it; other control characters are shown. */
const escapeData = (text: string): string =>
  printable(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
