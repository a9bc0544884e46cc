import type { Severity } from '../../../server/index';
import { type Style, count, painter, printable } from '../text';
import type { Checked, Report } from './checkText';
import { summarise } from './json';

const styles: Record<Severity, Style> = { error: 'red', warning: 'yellow', info: 'blue', hint: 'dim' };

export interface PrettyOptions {
  readonly colours: boolean;
  /** Hints are opinions: counted always, shown when asked for. */
  readonly hints: boolean;
}

/** One line a problem, as compilers print them so that editors and terminals can jump there, and one line of summary. */
export function prettyReport(files: readonly Checked[], options: PrettyOptions): string {
  const lines = files.flatMap((file) => linesOf(file, options));
  return [...lines, ...(lines.length > 0 ? [''] : []), summaryOf(files, options), ''].join('\n');
}

function linesOf({ path, recognised, reports, fixed }: Checked, { colours, hints }: PrettyOptions): string[] {
  const paint = painter(colours);
  const name = printable(path);
  if (!recognised) return [paint('dim', `${name}: not a task definition, so it was not checked.`)];
  const problem = ({ rule, severity, message, range: { start } }: Report): string =>
    `${paint('bold', `${name}:${start.line + 1}:${start.character + 1}`)}: ${paint(styles[severity], severity)}: ` +
    `${printable(message)} ${paint('dim', `(${rule})`)}`;
  return [
    ...(fixed > 0 ? [paint('green', `${name}: ${count(fixed, 'problem')} fixed.`)] : []),
    ...reports.filter(({ severity }) => hints || severity !== 'hint').map(problem),
  ];
}

function summaryOf(files: readonly Checked[], { hints: shown }: PrettyOptions): string {
  const checked = files.filter(({ recognised }) => recognised);
  const { errors, warnings, infos, hints } = summarise(checked);
  const where = count(checked.length, 'file');
  const loud = [count(errors, 'error'), count(warnings, 'warning'), ...(infos > 0 ? [count(infos, 'info')] : [])];
  const quiet = hints === 0 ? [] : [`${count(hints, 'hint')}${shown ? '' : ' (shown with --hints)'}`];
  if (errors + warnings + infos === 0) {
    return checked.length === 0
      ? 'No task definition checked.'
      : `${where} checked: ${['no problems', ...quiet].join(', ')}.`;
  }
  const fixable = checked.flatMap(({ reports }) => reports).filter((report) => report.fixable).length;
  const advice = fixable > 0 ? ` --fix puts ${fixable} of them right.` : '';
  return `${where} checked: ${[...loud, ...quiet].join(', ')}.${advice}`;
}
